"""How pages are numbered and what Office writes by itself, in Chinese and English."""

from re import compile as pattern

PAGE_NUMBER = pattern(r"(第\s*)?\d{1,4}\s*([/／]\s*\d{1,4}|页)?")
OFFICE_SAYS = pattern(r"\s*(描述已自动生成|AI 生成的内容可能不正确。?|Description automatically generated.*|AI-generated content may be incorrect\.?)\s*")
