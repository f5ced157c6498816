"""The feed of a record at the portal."""

import pytest

from tests.mock_org.site.portal import SITE, hidden, text_of


@pytest.fixture
def lead(world, acme):
    return world.admin.create("Lead", LastName="Lee", Company="Initech", OwnerId=acme.partner.user_id)


def share(member, record_id, body, token=True):
    data = {"Body": body} | (hidden(member.visitor.get("/s/createrecord/NewLead").text) if token else {})
    return member.visitor.client.post(f"{SITE}/s/feed/{record_id}", data=data)


def answer(member, record_id, post_id, body, token=True):
    data = {"CommentBody": body} | (hidden(member.visitor.get("/s/createrecord/NewLead").text) if token else {})
    return member.visitor.client.post(f"{SITE}/s/feed/{record_id}/{post_id}", data=data)


def comments(world):
    return world.admin.query("SELECT CommentBody, ParentId, InsertedById, CommentType FROM FeedComment")


def posts(world):
    return world.admin.query("SELECT Body, ParentId, Visibility, InsertedById FROM FeedItem")


def test_what_is_shared_stands_in_the_feed_of_its_record(world, acme, lead):
    answer = share(acme, lead, "Called them.\r\nThey <b>like</b> it.")
    assert (answer.status_code, answer.location) == (303, f"{SITE}/s/detail/{lead}?tab=feed")
    [post] = posts(world)
    assert (post["Body"], post["Visibility"]) == ("Called them.\nThey <b>like</b> it.", "AllUsers")
    assert post["InsertedById"] == acme.partner.user_id
    page = acme.visitor.client.get(answer.location).text
    assert "They &lt;b&gt;like&lt;/b&gt; it." in page
    assert "AcmeUser" in text_of(page)


def test_a_post_for_internal_users_is_not_shown_to_partners(world, acme, lead):
    world.admin.create("FeedItem", ParentId=lead, Body="Beware of them.")
    world.admin.create("FeedItem", ParentId=lead, Body="Welcome.", Visibility="AllUsers")
    page = text_of(acme.visitor.get(f"/s/detail/{lead}?tab=feed").text)
    assert "Welcome." in page
    assert "Beware" not in page


def test_another_partner_shares_nothing_there(world, globex, lead):
    assert share(globex, lead, "Hello").status_code == 404
    assert posts(world) == []


def test_nothing_and_too_much_are_refused(world, acme, lead):
    for body in ("", " \n", "x" * 10_001):
        assert share(acme, lead, body).status_code == 400
    assert posts(world) == []


def test_without_its_token_nothing_is_shared(world, acme, lead):
    assert share(acme, lead, "Hello", token=False).status_code == 403
    assert posts(world) == []


def test_an_lwr_site_has_no_feed(world, acme, lead):
    world.org.configure(world.org.settings.patched({"site_template": "Build Your Own (LWR)"}))
    assert "Share an update" not in acme.visitor.get(f"/detail/{lead}?tab=feed").text
    data = hidden(acme.visitor.get("/createrecord/NewLead").text) | {"Body": "Hello"}
    assert acme.visitor.client.post(f"{SITE}/feed/{lead}", data=data).status_code == 404
    assert posts(world) == []


@pytest.fixture
def post(world, lead):
    return world.admin.create("FeedItem", ParentId=lead, Body="Welcome.", Visibility="AllUsers")


def test_a_comment_stands_under_its_post_and_is_counted(world, acme, lead, post):
    told = answer(acme, lead, post, "Thank <b>you</b>.\r\nAnn")
    assert (told.status_code, told.location) == (303, f"{SITE}/s/detail/{lead}?tab=feed")
    [comment] = comments(world)
    assert (comment["CommentBody"], comment["CommentType"]) == ("Thank <b>you</b>.\nAnn", "TextComment")
    assert (comment["ParentId"], comment["InsertedById"]) == (lead, acme.partner.user_id)
    page = acme.visitor.client.get(told.location).text
    first, _, rest = page.partition("cuf-commentItem")
    assert "Welcome." in first
    assert "Thank &lt;b&gt;you&lt;/b&gt;." in rest
    assert world.admin.one("SELECT CommentCount FROM FeedItem")["CommentCount"] == 1
    [row] = world.admin.query("SELECT Id FROM FeedComment")
    assert world.admin.call("DELETE", f"/sobjects/FeedComment/{row['Id']}").status_code == 204
    assert world.admin.one("SELECT CommentCount FROM FeedItem")["CommentCount"] == 0


def test_comments_are_for_those_who_see_the_post(world, acme, globex, lead, post):
    inside = world.admin.create("FeedItem", ParentId=lead, Body="Beware of them.")
    world.admin.create("FeedComment", FeedItemId=inside, CommentBody="I will.")
    world.admin.create("FeedComment", FeedItemId=post, CommentBody="At last.")
    assert [row["CommentBody"] for row in acme.partner.caller.query("SELECT CommentBody FROM FeedComment")] == [
        "At last."
    ]
    assert globex.partner.caller.query("SELECT CommentBody FROM FeedComment") == []
    page = text_of(acme.visitor.get(f"/s/detail/{lead}?tab=feed").text)
    assert "At last." in page
    assert "I will." not in page
    assert answer(acme, lead, inside, "Hello").status_code == 404
    assert answer(globex, lead, post, "Hello").status_code == 404
    assert len(comments(world)) == 2


def test_a_comment_needs_words_a_post_of_the_record_and_its_token(world, acme, lead, post):
    other = world.admin.create("Lead", LastName="Roe", Company="Hooli", OwnerId=acme.partner.user_id)
    assert answer(acme, other, post, "Hello").status_code == 404
    assert answer(acme, lead, "0D5", "Hello").status_code == 404
    assert answer(acme, lead, post, " \n").status_code == 400
    assert answer(acme, lead, post, "x" * 10_001).status_code == 400
    assert answer(acme, lead, post, "Hello", token=False).status_code == 403
    assert comments(world) == []
