"""The scripts of the pages in one file."""

import pytest

from mock_org.site.scripts import PATH, bundle


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "site.js").write_text('import { b as c } from "./b.js";\nimport "./a.js";\nc();\n')
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nexport const a = 1;\nconst own = b;\n')
    (tmp_path / "b.js").write_text("export function b() {}\nexport async function d() {}\nconst own = 2;\n")
    return tmp_path


def test_each_module_is_there_once_after_those_that_it_needs(folder):
    text = bundle(folder, "site")
    assert text.count("function b() {}") == 1
    assert text.index("module_b =") < text.index("module_a =") < text.index("module_site =")
    assert "const { b: c } = module_b;" in text
    assert "return { b, d };" in text
    assert "import" not in text
    assert "export" not in text


@pytest.mark.parametrize(
    "line", ['import "./site.js";', 'import x from "./b.js";', "export default 1;", "export { own };"]
)
def test_what_it_cannot_join_is_refused(folder, line):
    (folder / "b.js").write_text(f"{line}\nconst own = 2;\n")
    with pytest.raises(ValueError, match=r"each other|b\.js: "):
        bundle(folder, "site")


def test_every_page_asks_for_it(acme):
    assert f'<script type="module" blocking="render" src="{PATH}"></script>' in acme.visitor.get("/s/").text
    answer = acme.visitor.client.get(PATH)
    assert answer.mimetype == "text/javascript"
    assert "max-age" in answer.headers["Cache-Control"]
    for part in ("module_forms =", "module_menus =", "module_rows ="):
        assert part in answer.text
