"""Saving, previewing, moving, deleting, privacy and order."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

WORDS = [
    _("- Select an option -"),
    _("item"),
    _("items"),
    _("Saved"),
    _("Autosave is paused"),
    _("Autosave is <span>paused</span>"),
    _("Save your changes before leaving"),
    _("Refreshing…"),
    _("Refresh"),
    _("Correct the validation errors to resume preview (saving will highlight errors)"),
    _("Actions (footer)"),
    _("This page is locked, by you, to further editing"),
    _("Choose when this %(model_name)s should go live and/or expire"),
    _("Locked by <b>you</b> at <b>%(locking_date)s</b>"),
    _("Locked by <b>%(locked_by)s</b> at <b>%(locking_date)s</b>"),
    _("Locking: "),
    _("Anyone can edit this %(model_name)s – lock it to prevent others from editing"),
    _("Anyone can edit this %(model_name)s"),
    _("Choose who can view the live version of this page"),
    _("Changing the privacy for this page has been disabled."),
    _("Privacy is inherited from the ancestor page - %(ancestor_page)s"),
    _("(Private %(object)s)"),
    _("Privacy and access"),
    _("Invalid schedule"),
    _("Go-live:"),
    _("Once scheduled:"),
    _("To be created by %(user)s"),
    _("New: %(model_name)s"),
    _("Create a new %(model_name)s"),
    _("Choose parent"),
    _("Placeholder title"),
    _("Request to create %(model_name)s was blocked by hook."),
    _("Request to edit %(model_name)s was blocked by hook."),
    _("The slug '%(page_slug)s' is already in use at the selected parent page. Make sure the slug is unique and try again."),
    _('You do not have permission to publish pages at "%(page_title)s"'),
    _("Tag(s) %(value_too_long)s are over %(max_tag_length)d characters."),
    _("%(field_label)s:"),
    _("Show issue"),
    _("Item %(index)s of %(total)s"),
    _("Disable custom ordering"),
    _("Enable custom ordering"),
    _("Sort item order"),
    _("Focus on the drag button and press up or down arrows to move the item, then press enter to submit the change."),
    _("'%(page_title)s' has been moved successfully."),
    _("Preview for %(block_label)s (%(block_type)s)"),
    _("%(related_model_name)s %(field_label)s"),
    _("%(classname)s object (%(id)s)"),
    _("(blank)"),
    _('There are no %(model_name)s to display. Why not <a href="%(add_url)s">add one</a>?'),
    _("Is commenting action"),
    _("%(model_name)s '%(title)s' is now unlocked."),
    _("%(model_name)s '%(object)s' has been scheduled for publishing."),
    _("%(model_name)s '%(object)s' created and scheduled for publishing."),
    _("%(model_name)s '%(object)s' is live and this version has been scheduled for publishing."),
    _("%(model_name)s '%(object)s' updated and published."),
    _("%(model_name)s '%(object)s' created and published."),
    _("The %(model_name)s could not be saved as it is locked"),
    _("You are viewing a previous version of this %(model_name)s from <b>%(created_at)s</b> by %(user)s"),
    _("%(model_name)s '%(object)s' has been replaced with version from %(timestamp)s."),
    _("Version from %(timestamp)s of %(model_name)s '%(object)s' has been published."),
    _("Version from %(timestamp)s of %(model_name)s '%(object)s' has been scheduled for publishing."),
    _("One or more references to this %(model_name)s prevent it from being deleted."),
    _("Please type <b>%(wagtail_site_name)s</b> to confirm."),
    _("%(parent_pages)s and %(child_pages)s have been deleted"),
    _("%(parent_pages)s and %(child_pages)s have been unpublished"),
    _(
        "The root level is where you can add new sites to your Wagtail installation. Pages created here will not be accessible at any URL until they are associated with a site."  # noqa: E501
    ),
    _("If you just want to add pages to an existing site, create them as children of the homepage instead."),
    _("Pages created here will not be accessible at any URL. To add pages to an existing site, create them as children of the homepage."),
    _("There is no site set up for this location. Pages created here will not be accessible at any URL until a site is associated with this location."),
    _("There is no site record for this location. Pages created here will not be accessible at any URL."),
    _(
        'JavaScript is required to use Wagtail, but it is currently disabled.<br /> Here are the <a href="https://www.enable-javascript.com/" target="_blank" rel="noreferrer">instructions how to enable JavaScript in your web browser</a>.'  # noqa: E501
    ),
    _(
        'Why not <a class="upload-one-now" href="#tab-upload" data-action="w-tabs#select:prevent" data-w-tabs-target="trigger" data-w-tabs-focus-param="true">upload one now</a>?'  # noqa: E501
    ),
    _(
        'Why not <a class="create-one-now" href="#tab-new" data-action="w-tabs#select:prevent" data-w-tabs-target="trigger" data-w-tabs-focus-param="true">create one now</a>?'  # noqa: E501
    ),
]
MANY = [
    ngettext_lazy("This %(model_name)s is referenced %(usage_count)s time.", "This %(model_name)s is referenced %(usage_count)s times.", 0),
    ngettext_lazy("Moved down 1 place.", "Moved down %(counter)s places.", 0),
    ngettext_lazy("Moved up 1 place.", "Moved up %(counter)s places.", 0),
    ngettext_lazy("There is one matching page", "There are %(counter)s matching pages", 0),
    ngettext_lazy(
        "Deleting this page will also delete %(descendant_count)s child page.", "Deleting this page will also delete %(descendant_count)s more child pages.", 0
    ),
    ngettext_lazy("This page has one subpage. Unpublish this too", "This page has %(live_descendant_count)s subpages. Unpublish these too", 0),
    ngettext_lazy(
        "This action will delete <b>%(total_pages_formatted)s</b> page in total.", "This action will delete <b>%(total_pages_formatted)s</b> pages in total.", 0
    ),
    ngettext_lazy(
        '%(total)s Page <span class="w-sr-only">created in %(site_name)s</span>', '%(total)s Pages <span class="w-sr-only">created in %(site_name)s</span>', 0
    ),
    ngettext_lazy(
        '%(total)s Document <span class="w-sr-only">created in %(site_name)s</span>',
        '%(total)s Documents <span class="w-sr-only">created in %(site_name)s</span>',
        0,
    ),
]
