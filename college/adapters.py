"""allauth, taught our accounts: sign in by user name, e-mail or phone number."""

import re
from typing import Any

import phonenumbers
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.fields import PhoneField
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from college.models import User


def normal_phone(value: str) -> str:
    """A phone number as typed (spaces, dashes, no country) in the form +86…; ValueError when it cannot be one."""
    try:
        number = phonenumbers.parse(value, "CN")
    except phonenumbers.NumberParseException as error:
        raise ValueError(value) from error
    if not phonenumbers.is_valid_number(number):
        raise ValueError(value)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class LocalPhoneField(PhoneField):
    """allauth's field, for numbers as people here write them: 199 0000 1234, without the country."""

    def clean(self, value: Any) -> str:
        try:
            value = normal_phone(value) if value else value
        except ValueError:
            raise ValidationError(_("This is not a phone number. Please check the digits.")) from None
        return super().clean(value)


# Latin letters, digits, Chinese characters: letters of other scripts that look the same would let one person pass for another.
USERNAME = re.compile(r"[A-Za-z0-9@.+_\-\u00b7\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]+")
RESERVED = (
    gettext_noop("administrator"),
    gettext_noop("system administrator"),
    gettext_noop("staff office"),
    gettext_noop("front desk"),
    gettext_noop("head of school"),
    gettext_noop("teacher"),
    gettext_noop("personnel office"),
)


class AccountAdapter(DefaultAccountAdapter):
    """Phone numbers live on the user; they are not verified by SMS, since the college sends none yet."""

    def clean_username(self, username: str, shallow: bool = False) -> str:
        username = super().clean_username(username, shallow=shallow)
        if not USERNAME.fullmatch(username):
            raise ValidationError(_("Please use letters, digits or Chinese characters only."))
        if username.lower() in {*RESERVED, *map(gettext, RESERVED)}:
            raise ValidationError(_("This name is kept for the college. Please choose another."))
        return username

    def phone_form_field(self, **kwargs: Any) -> Any:
        return LocalPhoneField(**kwargs)

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone_verified(self, user: User, phone: str) -> None:
        self.set_phone(user, phone, True)

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.filter(phone=phone).first()
