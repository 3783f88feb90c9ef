"""Signing up with one field for whoever you are, and changing the name that others see."""

import re
import unicodedata
from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from college.adapters import LocalPhoneField, normal_phone
from college.models import User
from college.models.people import PHONE
from college.people_tags import masked_name

KINDS = ("username", "email", "phone")
MOST_ON_A_PHONE = 4  # passwords that one try is compared with


def kind_of(login: str) -> str:
    """Which of the three a person typed: something with @ is an e-mail, digits are a phone number, the rest a user name."""
    bare = re.sub(r"[\s.()-]", "", login).removeprefix("+")
    if "@" in login:
        return "email"
    return "phone" if bare.isdigit() and len(bare) >= 7 else "username"


class LoginForm(allauth_forms.LoginForm):
    """allauth's form with a label that says what may be typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Phone number, e-mail or user name")
        self.fields["login"].widget.attrs.update({"autocomplete": "username", "autocapitalize": "off"})

    def user_credentials(self) -> dict[str, Any]:
        """allauth's, but where two people have one phone: then the password says who it is, and she herself when both have the same one.

        No name is shown before the password is right, so nobody learns from a number whose it is.
        """
        credentials: dict[str, Any] = super().user_credentials()
        phone, password = credentials.get("phone"), credentials.get("password", "")
        people = list(User.objects.filter(phone=phone, is_active=True).order_by("pk")[:MOST_ON_A_PHONE]) if phone else []
        if len(people) < 2:
            return credentials
        fitting = [user for user in people if user.check_password(password)]
        if len(fitting) > 1:
            fitting = [user for user in fitting if str(user.pk) == self.data.get("person")] or self._ask_who(fitting)
        return {"username": fitting[0].username, "password": password} if fitting else credentials

    def _ask_who(self, people: list[User]) -> list[User]:
        """One more question under the password: names of which a stranger learns little."""
        names = [(str(user.pk), masked_name(user.get_full_name())) for user in people]
        self.fields["person"] = forms.ChoiceField(label=_("Two people have this phone. Who are you?"), choices=names, widget=forms.RadioSelect, required=True)
        raise forms.ValidationError(_("Please say who you are, and type the password once more."))

    def clean_login(self) -> str:
        """What she typed, a phone number in the one form in which it is kept."""
        login = str(super().clean_login())
        try:
            return normal_phone(login) if kind_of(login) == "phone" else login
        except ValueError:
            return login


class SignupForm(allauth_forms.SignupForm):
    """allauth's form behind a single field: fewer boxes, no personal data that is not needed."""

    field_order = ("login", "password1")

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None:
            data = data.copy()
            login = unicodedata.normalize("NFKC", data.get("login", "")).strip()  # full-width letters are the same letters
            for kind in KINDS:
                data[kind] = login if kind == kind_of(login) else ""
        super().__init__(data, *args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Phone number, e-mail or user name"),
            max_length=150,
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "off"}),
        )
        for kind in KINDS:
            self.fields[kind].required = False
            self.fields[kind].widget = forms.HiddenInput()
        self.fields["password1"].widget.attrs.pop("placeholder", None)
        self.order_fields(self.field_order)

    def visible_fields(self) -> list[forms.BoundField]:
        return [self["login"], self["password1"]]

    def hidden_fields(self) -> list[forms.BoundField]:
        return []  # what they hold is worked out from `login` at every submission

    def clean_login(self) -> str:
        return str(self.cleaned_data["login"]).strip()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if phone := cleaned.get("phone"):
            cleaned["username"] = phone
        self._say_it_at_the_shown_field()
        return cleaned

    def _say_it_at_the_shown_field(self) -> None:
        for kind in KINDS:
            for error in self.errors.pop(kind, forms.utils.ErrorList()).as_data():
                self.add_error("login", error)


PASSKEY_NAME = _("name of the passkey")


class PasskeyForm(passkey_forms.AddWebAuthnForm):
    """allauth's form, ticked for a key that opens the door by itself: unticked, “sign in with a passkey” would not find it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = PASSKEY_NAME
        self.fields["name"].help_text = _("So that you know later which device it is on.")
        passwordless = self.fields["passwordless"]
        passwordless.initial, passwordless.label = True, _("I want to sign in with it alone, without a password")
        passwordless.help_text = _("Without this we ask for it after the password.")


class PasskeyNameForm(passkey_forms.EditWebAuthnForm):
    """allauth's form to rename a passkey, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = PASSKEY_NAME


class NameForm(forms.ModelForm):
    """The name that teachers and classmates see. It may stay empty."""

    class Meta:
        model = User
        fields = ("display_name",)
        labels = {"display_name": _("How shall we call you?")}
        help_texts = {"display_name": _("Your teacher sees this name. You may leave it empty.")}
        widgets = {"display_name": forms.TextInput(attrs={"autocomplete": "name"})}


class PhoneForm(forms.ModelForm):
    """The phone number to sign in with. No message is sent to it."""

    phone = LocalPhoneField(label=_("Phone number"), required=False)

    class Meta:
        model = User
        fields = ("phone",)

    def clean_phone(self) -> str | None:
        """A number of her own; who shares one gets it at the desk."""
        phone = self.cleaned_data["phone"] or None
        if phone and phone != self.instance.phone and User.objects.filter(phone=phone).exists():
            raise forms.ValidationError(_("This number belongs to somebody already. Who shares a phone gets an account at the desk."))
        return phone

    def save(self, commit: bool = True) -> User:
        """Whoever signs up by phone has it as user name too: both change together."""
        user: User = self.instance
        if user.phone and PHONE.fullmatch(user.username):
            user.username = user.phone
        user.phone_verified, user.phone_shared = False, user.phone_shared and "phone" not in self.changed_data
        user.save(update_fields=["phone", "phone_verified", "phone_shared", "username"])
        return user


class TokenForm(forms.Form):
    """A personal token for programs."""

    name = forms.CharField(label=_("What is it for?"), max_length=80)
