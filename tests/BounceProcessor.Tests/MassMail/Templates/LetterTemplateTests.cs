using BounceProcessor.MassMail.Templates;

using Xunit;

namespace BounceProcessor.Tests.MassMail.Templates;

public sealed class LetterTemplateTests
{
    [Fact]
    public async Task Every_part_takes_the_cells_of_the_row()
    {
        var letter = await Letters.RenderAsync(
            new LetterSource("Arve {{ document }}\n", "Tere, {{ name }}!", "<p>Tere, {{ name }}!</p>", "mailto:stop@firma.example?subject={{ customer }}"),
            ("document", "1024"), ("name", "Mari"), ("customer", "K7"));

        Assert.Equal(new RenderedLetter("Arve 1024", "Tere, Mari!", "<p>Tere, Mari!</p>", "mailto:stop@firma.example?subject=K7"), letter);
    }

    [Fact]
    public async Task Html_encodes_cells_and_text_does_not()
    {
        var letter = await Letters.RenderAsync(Letters.Source("{{ name }}", "<b title=\"{{ name }}\">{{ name }}</b>"), ("name", "Õun & \"Poeg\" <OÜ>"));

        Assert.Equal("Õun & \"Poeg\" <OÜ>", letter.Text);
        Assert.Equal("<b title=\"Õun &amp; &quot;Poeg&quot; &lt;OÜ&gt;\">Õun &amp; &quot;Poeg&quot; &lt;OÜ&gt;</b>", letter.Html);
    }

    [Fact]
    public async Task Line_ends_of_a_cell_become_breaks_where_asked_for_and_stay_encoded()
    {
        var letter = await Letters.RenderAsync(Letters.Source("{{ a | newline_to_br }}", "{{ a | newline_to_br }}"), ("a", "Tartu mnt 1\r\n<Tallinn>"));

        Assert.Equal("Tartu mnt 1<br>\n&lt;Tallinn&gt;", letter.Html);
        Assert.Equal("Tartu mnt 1\r\n<Tallinn>", letter.Text);
    }

    [Fact]
    public async Task A_subject_is_one_line_whatever_the_cell_has()
    {
        var letter = await Letters.RenderAsync(Letters.Source(subject: "Arve {{ a }}\r\nBcc: x@example.net"), ("a", "1\r\nBcc: y@example.net"));

        Assert.Equal("Arve 1 Bcc: y@example.net Bcc: x@example.net", letter.Subject);
    }

    [Fact]
    public async Task An_empty_cell_that_is_written_is_a_fault_with_column_and_line()
    {
        var fault = Assert.Single(await Letters.RowFaultsAsync(Letters.Source("Tere!\n\nTähtaeg: {{ due }}"), ("due", " ")));

        Assert.Equal(("text", "missing-value"), (fault.Field, fault.Code));
        Assert.Equal("Column \"due\" is empty, and the letter needs it (Text, line 3); fill it in, or write {{ due | default: \"…\" }}.", fault.Text.En);
        Assert.StartsWith("Veerg „due“ on tühi, aga kiri vajab seda (Tekst, rida 3)", fault.Text.Et, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ due | default: 'kohe' }}", "kohe")]
    [InlineData("{% if due %}kuni {{ due }}{% else %}kohe{% endif %}", "kohe")]
    [InlineData("{% if due == '' %}kohe{% endif %}", "kohe")]
    [InlineData("{% unless due != blank %}kohe{% endunless %}", "kohe")]
    public async Task An_empty_cell_may_be_asked_about(string template, string expected)
    {
        Assert.Equal(expected, (await Letters.RenderAsync(Letters.Source(template), ("due", ""))).Text);
    }

    [Fact]
    public async Task A_cell_that_only_filters_use_is_missing_as_well()
    {
        Assert.Equal("missing-value", Assert.Single(await Letters.RowFaultsAsync(Letters.Source("{{ due | upcase }}"), ("due", ""))).Code);
    }

    [Fact]
    public void A_name_that_no_column_has_is_named_with_its_line()
    {
        var template = Letters.Parse(Letters.Source("Tere\n{% if klient %}{{ summa }}{% endif %}"));

        var fault = Assert.Single(template.UnknownColumns(["address", "klient"]));

        Assert.Equal((LetterPart.Text, 2, "unknown-column"), (fault.Part, fault.Line, fault.Code));
        Assert.EndsWith("there is no column \"summa\"; the columns are address, klient.", fault.Text.En, StringComparison.Ordinal);
        Assert.StartsWith("Tekst, rida 2, veerg 19: veergu „summa“ ei ole", fault.Text.Et, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_the_template_makes_itself_are_no_columns()
    {
        var template = Letters.Parse(Letters.Source("{% assign n = name | upcase %}{{ n }}{% for w in tags %}{{ w }}{{ forloop.index }}{% endfor %}"));

        Assert.Empty(template.UnknownColumns(["NAME", "tags"]));
    }

    [Theory]
    [InlineData("rida\n{{ nimi ", 2, "End of tag '}}' was expected", "oodati lõpumärki }}")]
    [InlineData("{% if a %}\n\nx", 3, "'{% endif %}' was expected", "oodati {% endif %}")]
    [InlineData("a\n\n  {% foo %}", 3, "Unknown tag 'foo'", "tundmatu silt „foo“")]
    [InlineData("{% for a b %}{% endfor %}", 1, "Invalid 'for' tag", "silt „for“ on vigaselt kirjutatud")]
    public void What_cannot_be_parsed_is_told_with_line_and_column_in_both_languages(string template, int line, string en, string et)
    {
        var fault = Assert.Single(Letters.Faults(Letters.Source(template)));

        Assert.Equal(("template-syntax", line), (fault.Code, fault.Line));
        Assert.NotNull(fault.Column);
        Assert.StartsWith($"Text, line {line}, column {fault.Column}: ", fault.Text.En, StringComparison.Ordinal);
        Assert.Contains(en, fault.Text.En, StringComparison.Ordinal);
        Assert.StartsWith($"Tekst, rida {line}, veerg {fault.Column}: ", fault.Text.Et, StringComparison.Ordinal);
        Assert.Contains(et, fault.Text.Et, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_of_all_parts_are_told_together()
    {
        var faults = Letters.Faults(new LetterSource("{{ ", "{% x %}", "{{ a | nope }}", null));

        Assert.Equal([LetterPart.Subject, LetterPart.Text, LetterPart.Html], faults.Select(fault => fault.Part));
        Assert.Contains("there is no filter \"nope\"", faults[2].Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_letter_needs_a_subject_and_a_body()
    {
        Assert.Equal(["template-empty", "template-empty"], Letters.Faults(new LetterSource(" ", "", null, null)).Select(fault => fault.Code));
    }

    [Theory]
    [InlineData("05.12.2026", "5. detsember")]
    [InlineData("2026-12-05", "5. detsember")]
    public async Task Dates_of_cells_are_day_month_year_as_people_here_write_them(string cell, string expected)
    {
        Assert.Equal(expected, (await Letters.RenderAsync(Letters.Source("{{ due | date: '%-d. %B' }}"), ("due", cell))).Text);
    }

    [Fact]
    public async Task Now_is_the_time_here()
    {
        Assert.Equal("24.11.2026 00:30", (await Letters.RenderAsync(Letters.Source("{{ 'now' | date: '%d.%m.%Y %H:%M' }}"))).Text);
    }

    [Fact]
    public async Task What_is_no_date_is_a_fault_of_the_row()
    {
        var fault = Assert.Single(await Letters.RowFaultsAsync(Letters.Source("{{ due | date: '%d.%m' }}"), ("due", "13/12/2026")));

        Assert.Equal("template-failed", fault.Code);
        Assert.Contains("\"13/12/2026\" is no date", fault.Text.En, StringComparison.Ordinal);
    }
}
