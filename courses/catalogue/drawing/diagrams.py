"""SmartArt: Office leaves a drawing of every diagram beside its data."""

from typing import Any

from lxml import etree

from courses.catalogue.drawing.names import DSP, R, local

PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def tree(part: Any, names: Any) -> Any:
    """The shapes of a diagram, from the element that names its parts; None when there is no drawing of it."""
    data = etree.fromstring(part.related_part(names.get(f"{{{R}}}dm")).blob, PARSER)
    drawn = next((element.get("relId") for element in data.iter(f"{{{DSP}}}dataModelExt")), None)
    if not drawn:
        return None
    root = etree.fromstring(part.related_part(drawn).blob, PARSER)
    return next((element for element in root if local(element) == "spTree"), None)
