"""The table of forms: one row for each door that takes what people type. A new form gets a row here."""

import re
from dataclasses import dataclass
from typing import Any

from courses.evaluation.rules import ITEMS

_COUNTED = re.compile(r"[\d\s:,.-]*")


@dataclass(frozen=True)
class Form:
    """A form: its address, good values, who fills it in, and the fields whose text comes back when the form does."""

    name: str
    values: dict[str, Any]
    who: str = "learner"
    arguments: tuple[str, ...] = ()
    method: str = "post"
    kept: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.method} {self.name}"

    @property
    def counted(self) -> set[str]:
        """The fields for a number, a day or something chosen by its number; all others take words."""
        return {name for name, value in self.values.items() if name not in self.kept and _COUNTED.fullmatch(str(value))}


WEEKLY = {"first": "2027-01-05 14:00", "minutes": "90", "number": "2", "skip": "5, 6"}
PLANNED = {
    "offline_limit": "2",
    "rounds-TOTAL_FORMS": "1",
    "rounds-INITIAL_FORMS": "0",
    "rounds-0-number": "",
    "rounds-0-kind": "wishes",
    "rounds-0-opens_at": "2031-01-05 09:00",
    "rounds-0-closes_at": "2031-01-12 09:00",
    "rounds-0-spread": "60",
    "rounds-0-beacon": "双色球",
    "rounds-0-beacon_at": "2031-01-13 09:00",
}
FILTERS = {"q": "手机", "kind": "course", "school": "elder", "venue": "1", "teacher": "1", "term": "1", "near": "n1", "open": "1", "sort": "soon", "page": "1"}
QUESTIONS = {
    "introduction": "慢慢看",
    "q-TOTAL_FORMS": "1",
    "q-INITIAL_FORMS": "0",
    "q-0-text": "验证码能告诉别人吗？",
    "q-0-choice_1": "不能",
    "q-0-right_1": "on",
    "q-0-choice_2": "能",
    "q-0-explanation": "谁要都不给",
}
ASKED = {"course": "", "title": "剪纸", "neighbourhood": "1", "venue": "1", "words": "周末", "until": "2031-01-05"}
NARROWED = {"category": "community-worker", "state": "met", "unit": "方兴社区", "name": "王", "order": "unit", "page": "1"}
CORRECTED = {"entry_number": "1", "reason": "other", "words": "记错了", "new_amount": "1.25", "new_category": "required"}
RULES = {
    "version": "2031-1",
    "title": "学分规则",
    "text": "45 分钟 1 学分。",
    "valid_from": "2031-01-01",
    "valid_until": "2031-12-31",
    "minutes_per_credit": "45",
    "course_cap": "20",
}
ANSWERED = {"q1": "0", "q2": "1", "q3": "2", "q4": "4", "q5_0": "1", "q5_1": "", "q5_2": "", "q6": "周末也开门吧", "form": "x"}
SURVEYED = {
    "title": "想学什么",
    "slug": "xiangxue",
    "intro": "两分钟。",
    "opens_on": "2031-01-05",
    "closes_on": "2031-02-05",
    "school": "",
    "open_link": "on",
    "questions-count": "1",
    "questions-0-deleted": "",
    "questions-0-order": "0",
    "questions-0-type": "words",
    "questions-0-id": "",
    "questions-0-value-text": "还有什么？",
    "questions-0-value-hint": "",
}
NO_ROWS = {
    f"{name}-{which}": number for name in ("topic_people", "topic_files", "topic_courses") for which, number in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))
}
TOPIC = {
    "title": "电梯",
    "slug": "dianti",
    "question": "怎么谈？",
    "school": "",
    "need": "",
    "starts_on": "2031-01-05",
    "due_on": "2031-02-05",
    "findings": "",
    **NO_ROWS,
}
GROUPING = {
    "course": "1",
    "term": "1",
    "intro": "分成两个组。",
    "answers_until": "2031-01-05 12:00",
    "questions-TOTAL_FORMS": "1",
    "questions-INITIAL_FORMS": "0",
    "questions-0-text": "会用微信吗？",
    "questions-0-choices": "不会",
    "questions-0-ORDER": "1",
    "groups-TOTAL_FORMS": "1",
    "groups-INITIAL_FORMS": "0",
    "groups-0-name": "基础组",
    "groups-0-objective": "会打电话",
    "groups-0-offering": "1",
    "groups-0-seats": "9",
    "groups-0-lowest": "0",
    "groups-0-highest": "2",
    "groups-0-ORDER": "1",
}
MODULE = {
    "name": "急救",
    "slug": "jijiu-mokuai",
    "school": "",
    "order": "1",
    "description": "会救人。",
    "module_courses-TOTAL_FORMS": "1",
    "module_courses-INITIAL_FORMS": "0",
    "module_courses-0-course": "1",
    "module_courses-0-ORDER": "1",
}
TRIAL = {
    "on": "1",
    "on-held_on": "2026-10-01",
    "on-venue": "",
    "on-place": "华山路",
    "on-attended": "18",
    "on-listeners": "两位同事",
    "on-comment": "听得懂",
}
SOUGHT = {"q": "手机", "scope": "all", "kind": "slides", "licence": "own", "school": "1", "owner": "陈", "page": "1"}
LICENSED = {"licence": "own", "licence_note": "", "credit": "陈静"}
DESCRIBED = {"title": "使用手册", "purpose": "other", **LICENSED, "description": "给同事用。", "shared": "on"}
FORMS = (
    Form("account_signup", {"login": "newcomer", "password1": "yuanxiao-2026"}, "stranger", kept=("login",)),
    Form("account_login", {"login": "learner", "password": "wrong-one"}, "stranger", kept=("login",)),
    Form("account_reset_password", {"email": "x@example.cn"}, "stranger", kept=("email",)),
    Form("account_email", {"email": "x@example.cn", "action_add": ""}, kept=("email",)),
    Form("account_email", {"email": "x@example.cn", "action_remove": ""}),
    Form("account_email", {"email": "x@example.cn", "action_primary": ""}),
    Form("account_change_password", {"oldpassword": "x", "password1": "yuanxiao-2026", "password2": "yuanxiao-2026"}),
    Form("account_change_phone", {"phone": "19900001234"}, kept=("phone",)),
    Form("account_reauthenticate", {"password": "x"}),
    Form("account_logout", {"next": "/"}),
    Form("mfa_activate_totp", {"code": "123456"}),
    Form("usersessions_list", {}),
    Form("set_language", {"language": "en", "next": "/"}, "stranger"),
    Form("college:account", {"display_name": "王秀兰"}, kept=("display_name",)),
    Form("college:phone", {"phone": "199 0000 1234"}, kept=("phone",)),
    Form("college:tokens", {"name": "my program"}, kept=("name",)),
    Form("college:export_data", {}),
    Form("college:notice_ways", {"mail_notices": "on"}),
    Form("college:consent", {"code": "calls", "answer": "give"}),
    Form("college:leave", {"secret": "wrong", "read": "on"}),
    Form("college:stay", {}),
    Form("college:read_notices", {}),
    Form("college:card_number", {"number": "4829 1350 7264"}, "stranger", kept=("number",)),
    Form("college:card_pin", {"pin": "2580"}, "stranger"),
    Form("college:issue_card", {"user": "1", "import": "1"}, "staff"),
    Form("college:revoke_card", {"user": "1"}, "staff"),
    Form("college:serve_by_phone", {"user": "1", "wanted": "yes"}, "staff"),
    Form("college:cards", {"q": "王"}, "staff", method="get"),
    Form("college:modes", {"size": "large", "next": "/"}, "stranger"),
    Form("college:modes", {"theme": "dark", "next": "/"}, "stranger"),
    Form("college:modes", {"language": "en", "next": "/"}, "stranger"),
    Form("college:send", {"kind": "question", "text": "几点开门？", "contact": "1", "page": "/"}, "stranger", kept=("text", "contact")),
    Form("college:send", {"kind": "complaint", "text": "灯坏了。", "contact": "", "page": "/", "nameless": "on"}, kept=("text",)),
    Form("college:follow", {"number": "2026-00001", "code": "2222-2222"}, "stranger", kept=("number",)),
    Form("college:answer", {"answer": "修好了。"}, "staff", ("complaint",), kept=("answer",)),
    Form("college:take_up", {"anything": "x"}, "staff", ("complaint",)),
    Form("college:desk", {"page": "1"}, "staff", method="get"),
    Form("college:my_complaints", {"page": "1"}, method="get"),
    Form("college:venues", {"near": "n1", "minutes": "20", "pace": "gentle", "step_free": "1"}, "stranger", method="get"),
    Form("search:search", FILTERS, "stranger", method="get"),
    Form("search:courses", FILTERS, "stranger", method="get"),
    Form("search:teachers", FILTERS, "stranger", method="get"),
    Form("search:map", {"at": "elder", "page": "1"}, "stranger", method="get"),
    Form("search:map_level", {"at": "elder", "page": "1"}, "stranger", method="get"),
    Form("search:map_branch", {"at": "elder", "page": "1"}, "stranger", method="get"),
    Form("catalogue:comparison", {"old": "1", "new": "2"}, "stranger", ("course_slug",), method="get"),
    Form("catalogue:hand_on", {"anything": "x"}, "teacher", ("course",)),
    Form("catalogue:take_back", {"anything": "x"}, "teacher", ("course",)),
    Form("catalogue:settle", TRIAL, "staff", ("course", "stage"), kept=("on-place", "on-listeners", "on-comment")),
    Form("catalogue:settle", {"back": "1", "back-comment": "例子再近一点"}, "staff", ("course", "stage"), kept=("back-comment",)),
    Form("catalogue:end_release", {"reason": "内容旧了"}, "staff", ("course",)),
    Form("catalogue:take_over", {"venue": "1", "school": "", "since": "2026-10-01", "note": "周三晚上"}, "staff", ("released",), kept=("note",)),
    Form("catalogue:give_back", {"anything": "x"}, "staff", ("released", "course")),
    Form("catalogue:adapt", {"anything": "x"}, "teacher", ("course",)),
    Form("catalogue:drops", {"course": "1"}, "teacher"),
    Form("catalogue:drop", {"title": "手机课", "school": "1", "lessons": "认识手机", "make": "1"}, "teacher", ("drop",)),
    Form("catalogue:drop", {"remove": "1"}, "teacher", ("drop",)),
    Form("catalogue:drop_file", {"folder": "课件"}, "teacher", ("drop",)),
    Form("catalogue:drop_give_up", {"anything": "x"}, "teacher", ("drop",)),
    Form("catalogue:library", SOUGHT, "teacher", method="get"),
    Form("catalogue:library_add", {**LICENSED, "files": "not a file", "shared": "on"}, "teacher", kept=("credit",)),
    Form("catalogue:library_licence", {**LICENSED, "document": "1"}, "teacher"),
    Form("catalogue:resource_describe", DESCRIBED, "teacher", ("resource",), kept=("title", "description")),
    Form("catalogue:resource_replace", {"file": "not a file", "note": "新的"}, "teacher", ("resource",)),
    Form("catalogue:resource_delete", {"anything": "x"}, "teacher", ("resource",)),
    Form("selection:about_me", {"birth_year": "1956", "neighbourhood": "1", "next": "/selection/"}, kept=("birth_year",)),
    Form("selection:pledge", {"answer": "give", "next": "/selection/"}),
    Form("selection:home", {"page": "1"}, method="get"),
    Form("selection:teach", {"page": "1"}, "teacher", method="get"),
    Form("selection:pick", {"anything": "x"}, arguments=("offering",)),
    Form("selection:drop", {"anything": "x"}, arguments=("offering",)),
    Form("selection:wait", {"anything": "x"}, arguments=("offering",)),
    Form("selection:leave", {"anything": "x"}, arguments=("offering",)),
    Form("selection:groups", {"q0": "1", "suits": "1"}, "owner", ("grouping",)),
    Form("selection_groups", {"verb": "move", "learner": "1", "group": "1", "why": "想提高"}, "staff", ("grouping",)),
    Form("grouping:add", GROUPING, "staff", kept=("intro", "questions-0-text", "questions-0-choices", "groups-0-name", "groups-0-objective")),
    Form("selection:slip", {"paper": "a6"}, method="get"),
    Form("selection:help_by_card", {"number": "4829 1350 7264", "pin": "2580"}, kept=("number",)),
    Form("selection:end_help", {"anything": "x"}, arguments=("help",)),
    Form("selection:helpers", {"page": "1"}, "owner", method="get"),
    Form("selection:add_helper", {"who": "王", "user": "1"}, "staff"),
    Form("selection:agree", {"anything": "x"}, "owner", ("asked",)),
    Form("selection:front_desk", {"q": "王"}, "staff", kept=("q",)),
    Form("selection:newcomer", {"name": "赵玉兰", "phone": "199 0000 1234", "shared": "on"}, "staff", kept=("name", "phone")),
    Form("selection:for_somebody", {"q": "书法", "page": "1"}, "staff", ("owner_key", "person_page"), method="get"),
    Form("selection:for_somebody", {"who": "王", "user": "1"}, "staff", ("owner_key", "add_helper")),
    Form("selection:for_somebody", {"anything": "x"}, "learner", ("owner_key", "pick")),
    Form("selection:accept", {"anything": "x"}, arguments=("offering",)),
    Form("selection:decline", {"anything": "x"}, arguments=("offering",)),
    Form("selection:answer_call", {"answer": "accept"}, "staff", ("offering",)),
    Form("selection:change_wishes", {"do": "save", "offering": "1", "version": "none"}, arguments=("round",)),
    Form("selection:ask", ASKED, kept=("title", "words")),
    Form("selection:sign_request", {"anything": "x"}, arguments=("request",)),
    Form("selection:unsign_request", {"anything": "x"}, arguments=("request",)),
    Form("selection:new_feed", {"venue": "1"}, "staff"),
    Form("selection:end_feed", {"venue": "1"}, "staff"),
    Form("selection:recording", {"sample-form": "1", "sample-is_sample": "on"}, "teacher", ("lesson",)),
    Form("selection:recording", {"consent-form": "1", "consent-consent": "agreed", "consent-may_download": "on"}, "teacher", ("lesson",)),
    Form("credits:statement", {"year": "2026"}, method="get"),
    Form("learning:replay", {"t": "5"}, "owner", ("lesson",), method="get"),
    Form("learning:check", {"anything": "x"}, "owner", ("offering",)),
    Form("learning:attempt", {"answer-1": "1", "answer-x": "2"}, "owner", ("attempt",)),
    Form("learning:answers", {"answer-1": "1", "answer-x": "2"}, "owner", ("attempt",)),
    Form("learning:roll_call", {"line-1": "present", "line-x": "absent"}, "teacher", ("lesson",)),
    Form("learning:write_check", QUESTIONS, "teacher", ("offering",), kept=("introduction", "q-0-text", "q-0-choice_1", "q-0-explanation")),
    Form("learning:write_check", {"do": "add", **QUESTIONS}, "teacher", ("offering",), kept=("introduction", "q-0-text")),
    Form("evaluation:rate", {**dict.fromkeys(ITEMS, "5"), "text": "讲得清楚。", "form": "1"}, "owner", ("rated",), kept=("text",)),
    Form("evaluation:words", {"anything": "x"}, "owner", ("rated",)),
    Form("evaluation:reviews", {"s1-attendance": "4", "s1-sentence": "好", "sx-sentence": "x", "hand_in": "1"}, "teacher", ("rated",)),
    Form("evaluation:course_log", {"page": "1"}, "stranger", ("course",), method="get"),
    Form(
        "evaluation_policy:add", {"valid_from": "2031-01-05", "valid_until": "", "window_days": "14", "minimum_answers": "5", "eligible_percent": "50"}, "staff"
    ),
    Form("media:cancel", {"next": "/"}, "teacher", ("recording",)),
    Form("media:retry", {"next": "/"}, "teacher", ("recording",)),
    Form("media:cut", {"start": "0:00:00.0", "end": "0:00:09.0", "version": "0", "do": "publish", "at": "", "instead-of": ""}, "teacher", ("recording",)),
    Form("media:join", {"second": "1", "version": "0", "do": "join", "join": "1"}, "teacher", ("recording",)),
    Form("media:join", {"second": "1"}, "teacher", ("recording",), method="get"),
    Form("media:unmade", {"do": "again", "next": "/"}, "teacher", ("recording",)),
    Form("selection:place", {"lesson": "1", "instead-of": "1"}, "teacher", ("recording",)),
    Form("media:captions", {"language": "en", "file": "not a file", "version-en": "x"}, "teacher", ("recording",)),
    Form("media:edit_captions", {"text": "0:00 --> 0:01\n好", "version": ""}, "teacher", ("recording", "language"), kept=("text",)),
    Form("media:remove_captions", {"version": "x"}, "teacher", ("recording", "language")),
    Form("catalogue:survey", {**ANSWERED, "slip": ""}, "stranger", ("survey",), kept=("q6",)),
    Form("catalogue:survey", {**ANSWERED, "slip": "K7M2P-9XQ4T"}, "learner", ("survey",), kept=("q6",)),
    Form("catalogue:make_need", {"question": "q3", "option": "0", "group": "0"}, "staff", ("found",)),
    Form("catalogue:survey_slips", {"number": "3"}, "staff", ("survey",)),
    Form("survey:add", SURVEYED, "staff", kept=("title", "intro")),
    Form("survey:index", {"q": "需求", "p": "1", "state": "open"}, "staff", method="get"),
    Form("survey_open", {"anything": "x"}, "staff", ("survey_key",)),
    Form("survey_draft", {"anything": "x"}, "staff", ("survey_key",)),
    Form("survey_close", {"anything": "x"}, "staff", ("survey_key",)),
    Form("survey_settle", {"left_out": "1"}, "staff", ("survey_key",)),
    Form("survey_release", {"anything": "x"}, "staff", ("survey_key",)),
    Form("survey_version", {"anything": "x"}, "staff", ("survey_key",)),
    Form("survey_words:index", {"p": "1", "state": "held"}, "staff", method="get"),
    Form("topic:add", TOPIC, "staff", kept=("title", "question")),
    Form("topic_go_on", {"seen": "proposed", "note": "好"}, "staff", ("topic_key",)),
    Form("topic_close", {"note": "好"}, "staff", ("topic_key",)),
    Form("topic_reopen", {"note": "好"}, "staff", ("topic_key",)),
    Form(
        "need:add", {"title": "想学急救", "module": "1", "evidence": "居民来信", "asked": "9", "neighbourhood": "青年里"}, "staff", kept=("title", "evidence")
    ),
    Form("module:add", MODULE, "staff", kept=("name", "description")),
    Form("recording:index", {"q": "手机", "p": "1", "standing": "ready", "ordering": "title"}, "staff", method="get"),
    Form("recording_answer", {"consent-consent": "agreed", "consent-may_download": "on"}, "staff", ("recording",)),
    Form("recording_redo", {"step": "slides"}, "staff", ("recording",)),
    Form("recording_remove", {"anything": "x"}, "staff", ("recording",)),
    Form("recording_take_back", {"anything": "x"}, "staff", ("recording",)),
    Form("recording_retry", {"anything": "x"}, "staff", ("recording",)),
    Form("recording_cancel", {"anything": "x"}, "staff", ("recording",)),
    Form("recording_replace", {"recording": "not a file"}, "staff", ("recording",)),
    Form("wagtailsettings:edit", {"keep_years": "3"}, "staff", ("settings_app", "settings_model", "settings_key")),
    Form("credits:report", NARROWED, "committee", ("year",), method="get"),
    Form("credits:report_csv", NARROWED, "committee", ("year",), method="get"),
    Form("credits:report_xlsx", NARROWED, "committee", ("year",), method="get"),
    Form("credits:my_report", {"year": "2026"}, "owner", method="get"),
    Form("credits:accesses", {"page": "1"}, "owner", method="get"),
    Form(
        "membership:add",
        {"person": "owner", "category": "1", "unit": "方兴社区", "valid_from": "2031-01-05", "valid_until": ""},
        "staff",
        kept=("person", "unit"),
    ),
    Form("exemption:add", {"person": "owner", "year": "2031", "reason": "长期请假"}, "staff", kept=("person", "reason")),
    Form("membercategory:add", {"name": "楼栋骨干", "code": "lead", "order": "1"}, "staff", kept=("name",)),
    Form("reportyear:add", {"year": "2031", "members_from": "2031-01-05", "committee_from": "2031-02-05"}, "staff"),
    Form("reversal:add", CORRECTED, "staff", kept=("words",)),
    Form("ruleset:add", RULES, "staff", kept=("version", "title", "text")),
    Form("ledger:index", {"q": "王"}, "staff", method="get"),
    Form("selection_plan_of", PLANNED, "staff", ("term",)),
    Form("selection_dry_run", {"offline_limit": "2", "seats": "90", "wishes": "3", "reserve": "10"}, "staff", ("term",), method="get"),
    Form("selection_draw", {"value": "03 11", "again": "03 11", "witness": "李敏"}, "staff", ("ready",), kept=("again", "witness")),
    Form("selection:check_draw", {"round": "1"}, "stranger", method="get"),
    Form("selection_request", {"do": "decline", "reason": "没有老师"}, "staff", ("request",), kept=("reason",)),
    Form("selection_request", {"do": "name", "person": "nobody"}, "staff", ("request",), kept=("person",)),
    Form("selection_request", {"do": "extend", "until": "2031-01-05", "needed": "20"}, "staff", ("request",)),
    Form("selection_plan", WEEKLY, "staff", ("offering",), kept=("skip",)),
    Form(
        "offering:add",
        {"course": "1", "term": "1", "label": "晚班", "teacher": "1", "mode": "onsite", "venue": "1", "room": "", "capacity": "9", "state": "open"},
        "staff",
        kept=("label",),
    ),
    Form(
        "offering:add",
        {"course": "1", "term": "1", "teacher": "1", "mode": "online", "capacity": "9", "state": "open", "age_from": "50", "age_to": "80", "kept_reserve": "3"},
        "staff",
    ),
    Form("waiver:add", {"person": "learner", "offering": "1", "reasons": "too_old", "why": "与家属面谈过"}, "staff", kept=("person", "why")),
    Form("waiver:index", {"q": "手机", "p": "1", "offering__term": "1"}, "staff", method="get"),
    Form(
        "lesson:add",
        {"offering": "1", "number": "1", "unit": "", "title": "新", "starts_at": "2027-01-05 14:00", "ends_at": "2027-01-05 15:00", "room": ""},
        "staff",
        kept=("title",),
    ),
    Form(
        "teacher:add",
        {"name": "李敏", "slug": "limin", "title": "医生", "bio": "好", "schools": "1", "user": ""},
        "staff",
        kept=("name", "title"),
    ),
    Form(
        "term:add",
        {
            "name": "2031春",
            "starts_on": "2031-01-05",
            "ends_on": "2031-05-05",
            "selection_opens_at": "2030-12-01 08:00",
            "selection_closes_at": "2030-12-09 08:00",
        },
        "staff",
        kept=("name",),
    ),
    Form("venue:add", {"name": "新馆", "tier": "centre", "parent": "", "address": "路", "phone": "1", "directions": "走"}, "staff", kept=("name",)),
    Form("room:add", {"venue": "1", "name": "201", "capacity": "20"}, "staff", kept=("name",)),
    Form("offering:index", {"q": "手机", "p": "1", "term": "1", "state": "open", "ordering": "term"}, "staff", method="get"),
    Form("enrolment:index", {"q": "手机", "p": "1", "state": "enrolled", "export": "csv"}, "staff", method="get"),
    Form("seat_offer:index", {"q": "手机", "p": "1", "state": "open"}, "staff", method="get"),
    Form("waitlist:index", {"q": "手机", "p": "1", "state": "waiting"}, "staff", method="get"),
    Form("lesson:index", {"q": "手机", "p": "1", "offering__term": "1", "is_sample": "on"}, "staff", method="get"),
    Form("teacher:index", {"q": "手机", "p": "1"}, "staff", method="get"),
)
