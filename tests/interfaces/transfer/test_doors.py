"""The screens and the API of imports: who sees them, what they say, what they refuse."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from practica.core.communities.models import Community
from practica.interfaces.api.actions import make_token
from practica.interfaces.transfer import actions
from practica.interfaces.transfer.models import Import
from practica.interfaces.transfer.pipeline.work import work_on
from practica.kit.access import Invalid
from tests.builders import a_colleague, a_community, a_guest, a_member
from tests.builders.imports import a_plan, a_zip_of, an_import, undone

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "canary-4711"
FILES = {f"{CANARY}.md": "# Canary\n\nWords. [gone](nowhere.md)\n", "ok.md": "# Ok\n\nWords.\n"}


def signed_in(person) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def an_upload(files: dict[str, str] | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("docs.zip", a_zip_of(files or FILES), content_type="application/zip")


@pytest.mark.parametrize("who", ["stranger", "guest", "colleague", "member"])
def test_plan_and_ledger_are_nobody_elses_business(who):
    lead = a_colleague()
    community = a_community(led_by=lead, audience="members")
    done, planned = (
        an_import(FILES, by=lead, into=community),
        a_plan({"new.md": CANARY}, by=lead, into=community),
    )
    people = {
        "stranger": None,
        "guest": a_guest(),
        "colleague": a_colleague(),
        "member": a_member(of=community),
    }
    client = signed_in(people[who])
    for imported in (done, planned):
        for door in ("", "/progress", "/ledger.csv", "/undo"):
            answer = client.get(f"/imports/{imported.uid}{door}")
            assert answer.status_code == (302 if who == "stranger" else 404), door
            assert CANARY not in answer.content.decode()
        for door in ("run", "cancel", "undo"):
            assert client.post(f"/imports/{imported.uid}/{door}").status_code in (302, 404)
        assert client.get(f"/api/imports/{imported.uid}").status_code == 404
        assert client.get(f"/api/imports/{imported.uid}/items").status_code == 404
    assert CANARY not in client.get("/imports").content.decode()
    done.refresh_from_db()
    assert done.state == Import.State.DONE


def test_leads_of_the_community_see_the_ledger():
    imported = an_import(FILES)
    steward = a_member(of=imported.community, role="steward")
    answer = signed_in(steward).get(f"/imports/{imported.uid}")
    assert CANARY in answer.content.decode()


def test_a_guest_cannot_begin():
    assert signed_in(a_guest()).get("/imports/new").status_code == 403
    assert signed_in(a_guest()).post("/imports/new", {"into": "new", "name": "X"}).status_code == 403


def test_from_upload_to_ledger_in_the_browser():
    ann = a_colleague()
    client = signed_in(ann)
    sent = client.post("/imports/new", {"into": "new", "name": "Pumps", "source": an_upload()})
    assert sent.status_code == 303
    imported = Import.objects.get()
    assert b"Waiting for a free worker" in client.get(sent.url).content
    work_on(imported.pk)
    plan = client.get(sent.url).content.decode()
    assert "What would become of every item" in plan
    assert not Community.objects.filter(name="Pumps").exists()
    assert client.post(f"{sent.url}/run").status_code == 303
    work_on(imported.pk)
    ledger = client.get(f"{sent.url}?result=broken").content.decode()
    assert CANARY in ledger
    assert "ok.md" not in ledger
    assert "no such page" in ledger


def test_what_was_typed_stays_when_the_name_is_taken():
    a_community("Pumps")
    answer = signed_in(a_colleague()).post(
        "/imports/new", {"into": "new", "name": "Pumps", "purpose": "To pump", "source": an_upload()}
    )
    assert answer.status_code == 422
    assert b"This name is taken" in answer.content
    assert b"To pump" in answer.content


def test_why_a_source_cannot_be_read_stands_where_one_waits():
    lead = signed_in(a_colleague())
    broken = SimpleUploadedFile("docs.zip", b"nothing of a zip", content_type="application/zip")
    lead.post("/imports/new", {"into": "new", "name": "Broken", "source": broken})
    imported = Import.objects.get()
    waiting = lead.get(imported.get_absolute_url()).text
    work_on(imported.pk)

    told = lead.get(f"{imported.get_absolute_url()}/progress").text

    # What is outside the part that changes would still say so when all is over.
    assert "Waiting to be read" not in waiting
    assert "This file is not a zip archive" in told and "See the result" in told


def test_who_may_not_begin_is_not_asked_to():
    assert "New import" in signed_in(a_colleague()).get("/imports").text
    assert "New import" not in signed_in(a_guest()).get("/imports").text


def test_a_form_without_a_file_says_so():
    answer = signed_in(a_colleague()).post("/imports/new", {"into": "new", "name": "Pumps"})
    assert (answer.status_code, b"Choose a zip file." in answer.content) == (422, True)


def test_only_a_lead_brings_things_into_a_community():
    community = a_community()
    member = a_member(of=community)
    answer = signed_in(member).post("/imports/new", {"into": community.slug, "source": an_upload()})
    assert answer.status_code in (403, 422)
    assert not Import.objects.exists()


def test_a_folder_of_this_server_is_for_administrators_inside_its_roots(settings, tmp_path):
    settings.IMPORT_ROOTS = [str(tmp_path / "open")]
    (tmp_path / "open").mkdir()
    (tmp_path / "secret").mkdir()
    ann, boss = a_colleague(), a_colleague(is_administrator=True)
    values = {"into": "new", "name": "Pumps"}
    signed_in(ann).post("/imports/new?from=server", values | {"server_path": str(tmp_path / "open")})
    signed_in(boss).post(
        "/imports/new?from=server", values | {"server_path": str(tmp_path / "open/../secret")}
    )
    assert not Import.objects.exists()
    signed_in(boss).post("/imports/new?from=server", values | {"server_path": str(tmp_path / "open")})
    assert Import.objects.get().server_path == str(tmp_path / "open")


def test_cancelling_forgets_the_plan_and_the_upload():
    imported = a_plan(FILES)
    location = imported.location
    signed_in(imported.started_by).post(f"/imports/{imported.uid}/cancel")
    assert not Import.objects.exists()
    assert not actions.default_storage.exists(location)


def test_what_began_to_run_meanwhile_is_not_cancelled():
    imported = a_plan(FILES)
    read_before = Import.objects.get(pk=imported.pk)
    actions.let_run(imported, actor=imported.started_by)

    with pytest.raises(Invalid):
        actions.cancel(read_before, actor=imported.started_by)

    assert actions.default_storage.exists(imported.location)


def test_the_csv_computes_nothing():
    imported = an_import({"=cmd.md": "# Cmd\n\nWords.\n", "b.md": "# B\n\nx"})
    answer = signed_in(imported.started_by).get(f"/imports/{imported.uid}/ledger.csv")
    assert "'=cmd.md" in b"".join(answer.streaming_content).decode()


def test_a_page_of_the_ledger_takes_few_queries(django_assert_max_num_queries):
    imported = an_import({f"p{n}.md": f"# P{n}\n\nx" for n in range(30)})
    client = signed_in(imported.started_by)
    client.get("/imports")
    with django_assert_max_num_queries(14):
        assert client.get(f"/imports/{imported.uid}").status_code == 200


def an_api_client(person, *scopes: str) -> Client:
    _token, secret = make_token(name="t", scopes=scopes, actor=person)
    return Client(headers={"authorization": f"Bearer {secret}"})


def test_a_program_imports_looks_and_undoes():
    ann = a_colleague()
    client = an_api_client(ann, "read", "import")
    begun = client.post("/api/imports", {"archive": an_upload(), "name": "Pumps"})
    assert (begun.status_code, begun.json()["state"]) == (201, "waiting"), begun.content
    uid = begun.json()["uid"]
    work_on(Import.objects.get().pk)
    seen = client.get(f"/api/imports/{uid}").json()
    assert (seen["state"], seen["items_in"], sum(seen["counts"].values())) == ("done", 2, 2)
    lines = client.get(f"/api/imports/{uid}/items?limit=1").json()
    assert len(lines["items"]) == 1
    assert client.get(f"/api/imports/{uid}/items?after={lines['after']}").json()["after"] == 0
    assert client.post(f"/api/imports/{uid}/undo").json()["state"] == "undoing"
    work_on(Import.objects.get().pk)
    assert client.get(f"/api/imports/{uid}").json()["state"] == "undone"


def test_a_dry_run_waits_for_a_yes():
    client = an_api_client(a_colleague(), "read", "import")
    uid = client.post("/api/imports", {"archive": an_upload(), "name": "Pumps", "dry_run": "true"}).json()[
        "uid"
    ]
    work_on(Import.objects.get().pk)
    assert client.get(f"/api/imports/{uid}").json()["state"] == "planned"
    assert client.post(f"/api/imports/{uid}/run").json()["state"] == "running"


def test_a_token_without_the_scope_imports_nothing():
    client = an_api_client(a_colleague(), "read", "write")
    assert client.post("/api/imports", {"archive": an_upload(), "name": "Pumps"}).status_code == 403


def test_a_program_of_a_guest_hears_the_same_refusal():
    client = an_api_client(a_guest(), "read", "import")
    answer = client.post("/api/imports", {"archive": an_upload(), "name": "Pumps"})
    assert answer.status_code == 403
    assert json.loads(answer.content)["error"]


def test_leads_find_the_export_on_the_page_of_their_community():
    lead = a_colleague()
    community = a_community(led_by=lead)
    door = f'action="/c/{community.slug}/export"'
    assert door in signed_in(lead).get(community.get_absolute_url()).content.decode()
    member = a_member(of=community)
    assert door not in signed_in(member).get(community.get_absolute_url()).content.decode()


def test_what_went_with_its_community_is_imported_again_into_a_new_one():
    imported = undone(an_import(FILES, name="Pump keepers"))
    assert imported.community is None
    client = signed_in(imported.started_by)
    asked = client.get(f"/imports/new?again={imported.uid}")
    answer = client.post(
        f"/imports/new?again={imported.uid}",
        {"into": "new", "name": "Pump keepers", "source": an_upload()},
    )

    assert asked.status_code == 200 and 'name="name"' in asked.content.decode()
    assert answer.status_code == 303
    assert Import.objects.order_by("-pk").first().founding["name"] == "Pump keepers"
