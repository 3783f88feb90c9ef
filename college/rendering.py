"""How forms are drawn: every Django form of the site, allauth's too, comes out with label, hint and error above the box."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Our templates for fields, whole forms and lists of errors; widgets stay Django's."""

    form_template_name = "components/fields.html"
    field_template_name = "components/field.html"
