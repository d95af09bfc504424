using BounceProcessor.MassMail.Templates;

using Xunit;

namespace BounceProcessor.Tests.MassMail.Templates;

/// <summary>A template may come from anybody: it neither ends nor holds up the process, reads nothing but its row, and lets no HTML of a cell through.</summary>
public sealed class HostileTemplateTests
{
    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    public static TheoryData<string> TooDeep =>
    [
        Repeat("{% if a %}", 50_000) + Repeat("{% endif %}", 50_000),
        Repeat("{% for i in a %}", 200),
        "{{ " + Repeat("a[", 20_000) + "1" + Repeat("]", 20_000) + " }}",
        "{% if a" + Repeat(" and a", 50_000) + " %}x{% endif %}",
        "{{ a" + Repeat(" | append: a", 20_000) + " }}",
    ];

    [Theory]
    [MemberData(nameof(TooDeep))]
    public void Nesting_that_would_use_up_the_stack_is_refused_before_it_is_parsed(string template)
    {
        var fault = Letters.Faults(Letters.Source(template))[0];

        Assert.True(fault.Code is "template-not-allowed" or "template-too-large", fault.Text.En);
    }

    [Fact]
    public async Task As_deep_as_is_allowed_can_be_rendered()
    {
        var deep = Repeat("{% if a %}", TemplateScan.DeepestNesting) + "x" + Repeat("{% endif %}", TemplateScan.DeepestNesting);
        var chain = "{{ a" + Repeat(" | append: a", 80) + " }}";

        Assert.Equal("x", (await Letters.RenderAsync(Letters.Source(deep), ("a", "1"))).Text);
        Assert.Equal(81, (await Letters.RenderAsync(Letters.Source(chain), ("a", "1"))).Text?.Length);
    }

    [Theory]
    [InlineData("{% include 'x' %}", "include")]
    [InlineData("{% render 'x' %}", "render")]
    [InlineData("{% capture x %}{{ x }}{% endcapture %}", "capture")]
    [InlineData("{% increment n %}", "increment")]
    [InlineData("{% cycle 'a', 'b' %}", "cycle")]
    [InlineData("{% tablerow x in a %}{{ x }}{% endtablerow %}", "tablerow")]
    [InlineData("{{ a | raw }}", "raw")]
    [InlineData("{{ a | times: 2 }}", "times")]
    [InlineData("{{ a | base64_decode }}", "base64_decode")]
    [InlineData("{{ a | json }}", "json")]
    [InlineData("{{ a.length }}", "a.length")]
    [InlineData("{% if a > 5 %}x{% endif %}", "< and >")]
    [InlineData("{% for i in (1..2000000000) %}{% endfor %}", "range")]
    [InlineData("{% assign n = 2000000000 %}{% for i in (1..n) %}{% endfor %}", "range")]
    public void What_reaches_outside_of_the_letter_or_eats_memory_is_not_available(string template, string named)
    {
        var fault = Assert.Single(Letters.Faults(Letters.Source(template)));

        Assert.Equal("template-not-allowed", fault.Code);
        Assert.Contains(named, fault.Text.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{% for a in (1..1000) %}{% for b in (1..1000) %}{% for c in (1..1000) %}{% endfor %}{% endfor %}{% endfor %}")]
    [InlineData("{% for a in (1..1000) %}{% for b in (1..1000) %}x{% endfor %}{% endfor %}")]
    [InlineData("{% assign x = 'aaaaaaaaaa' %}{% for a in (1..40) %}{% assign x = x | append: x %}{% endfor %}")]
    [InlineData("{% assign x = cell | replace: 'a', cell %}{{ x | size }}")]
    [InlineData("{% assign x = cell | split: '' | join: cell %}{{ x | size }}")]
    [InlineData("{% assign x = cell | split: '' %}{{ x | size }}")]
    [InlineData("{% for a in (1..1000) %}{% for b in (1..40) %}{{ cell }}{% endfor %}{% endfor %}")]
    [InlineData("{{ 'now' | date: '%99999999d' }}")]
    [InlineData("{{ cell | slice: 'x' }}")]
    public async Task Work_and_memory_end_at_a_limit_that_is_a_fault_of_the_row(string template)
    {
        var fault = Assert.Single(await Letters.RowFaultsAsync(Letters.Source(template), ("cell", new string('a', 30_000))));

        Assert.Equal("template-failed", fault.Code);
        Assert.StartsWith("Text: ", fault.Text.En, StringComparison.Ordinal);
    }

    public static TheoryData<string> Filters => [.. TemplateFilters.Names.Except(["date"])];

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task No_filter_lets_html_of_a_cell_through(string filter)
    {
        const string Cell = "<script>alert(1)</script> <b> \" ' &amp;";
        string[] templates =
        [
            $"{{{{ cell | {filter} }}}}", $"{{{{ cell | {filter}: 0 }}}}", $"{{{{ cell | {filter}: 'b', cell }}}}", $"{{{{ cell | split: ' ' | {filter} }}}}",
            $"{{% assign x = cell | split: ' ' | {filter} %}}{{{{ x }}}}{{% for y in x %}}{{{{ y }}}}{{% endfor %}}",
        ];
        foreach (var template in templates)
        {
            var (letter, _) = await Letters.Parse(Letters.Source(null, template)).RenderAsync([KeyValuePair.Create("cell", Cell)], Letters.Setting());

            Assert.DoesNotContain('<', letter?.Html?.Replace("<br>", "", StringComparison.Ordinal) ?? "");
        }
    }

    [Theory]
    [InlineData("{% if cell %}{{ cell }}{% endif %}")]
    [InlineData("{% if no %}{% else %}{{ cell }}{% endif %}")]
    [InlineData("{% if no %}{% elsif cell %}{{ cell }}{% endif %}")]
    [InlineData("{% unless no %}{{ cell }}{% endunless %}")]
    [InlineData("{% for x in (1..2) %}{{ cell }}{% endfor %}")]
    [InlineData("{% for x in no %}{% else %}{{ cell | split: '' }}{% endfor %}")]
    [InlineData("{% case cell %}{% when 'x' %}{% else %}{{ cell }}{% endcase %}")]
    [InlineData("{% case cell %}{% when cell %}{{ cell | split: '' }}{% endcase %}")]
    [InlineData("{{- cell | split: '' -}}")]
    public async Task Wherever_a_cell_is_written_it_is_encoded(string template)
    {
        var letter = await Letters.RenderAsync(Letters.Source(null, template), ("cell", "<b>"), ("no", ""));

        Assert.Contains("&lt;b&gt;", letter.Html, StringComparison.Ordinal);
        Assert.DoesNotContain('<', letter.Html ?? "");
    }

    [Fact]
    public async Task A_cell_is_never_a_template()
    {
        Assert.Equal("{{ b }}{% include 'x' %}", (await Letters.RenderAsync(Letters.Source("{{ a }}"), ("a", "{{ b }}{% include 'x' %}"), ("b", "secret"))).Text);
    }

    [Fact]
    public void A_template_of_a_megabyte_is_refused()
    {
        Assert.Equal("template-too-large", Assert.Single(Letters.Faults(Letters.Source(new string('x', 1_000_000)))).Code);
    }
}
