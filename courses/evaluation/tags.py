"""What other rooms' pages show of this one."""

from django import template

register = template.Library()
