"""Form fields as the design language wants them."""

from django import forms

from practica.kit.ui.forms import HouseRenderer


class Sample(forms.Form):
    """A form with one of each shape."""

    default_renderer = HouseRenderer()
    name = forms.CharField(help_text="As people will find it.")
    joining = forms.ChoiceField(widget=forms.RadioSelect, choices=[("open", "Open"), ("ask", "On request")])
    listed = forms.BooleanField(required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_the_label_stands_before_its_field_and_help_after_it():
    html = str(Sample())

    assert (
        html.index('<label for="id_name">')
        < html.index('id="id_name"')
        < html.index("As people will find it.")
    )


def test_an_error_is_said_beside_the_field_and_in_the_list_on_top():
    html = str(Sample({"name": ""}))

    assert html.count("This field is required.") == 4  # two fields, each twice
    assert '<a href="#id_name"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html


def test_what_was_typed_is_kept_after_an_error():
    assert 'value="Turku"' in str(Sample({"name": "Turku"}))


def test_choices_stand_in_a_fieldset_with_a_legend():
    html = str(Sample())

    assert "<legend>Joining" in html
    assert html.count('type="radio"') == 2


def test_only_text_like_controls_get_the_look_of_a_field():
    form = Sample()

    assert 'class="input"' in str(form["name"])
    assert "input" not in str(form["listed"]).replace("<input", "")


def test_a_hidden_field_shows_no_label():
    assert "Secret" not in str(Sample())


def test_what_the_label_says_is_not_said_by_a_placeholder_too():
    class Guest(forms.Form):
        default_renderer = HouseRenderer()
        name = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "Your name"}))

    assert "placeholder" not in str(Guest())
