"""Builders that read aloud: ``a_person()``, ``a_community(led_by=ann)``, ``a_member(of=community)``."""

from tests.builders.core import a_colleague, a_community, a_file, a_guest, a_member, an_organisation, settle

__all__ = ["a_colleague", "a_community", "a_file", "a_guest", "a_member", "an_organisation", "settle"]
