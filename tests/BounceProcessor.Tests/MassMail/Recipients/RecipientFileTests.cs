using System.Text;

using BounceProcessor.MassMail.Recipients;

using Xunit;

namespace BounceProcessor.Tests.MassMail.Recipients;

public sealed class RecipientFileTests
{
    [Theory]
    [InlineData("address;name\r\na@example.net;Mari\r\n")]
    [InlineData("address,name\na@example.net,Mari\n")]
    [InlineData("address\tname\na@example.net\tMari")]
    [InlineData("address|name\na@example.net|Mari")]
    [InlineData("sep=;\r\naddress;name\r\na@example.net;Mari\r\n")]
    [InlineData("\uFEFFaddress;name\r\na@example.net;Mari\r\n")]
    [InlineData("\"address\";\"name, with; signs\"\na@example.net;Mari")]
    public async Task The_separator_is_found(string file)
    {
        var row = Assert.Single(await RowsAsync(file));

        Assert.Equal(["a@example.net", "Mari"], row.Cells);
        Assert.Null(row.Fault);
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", false)]
    [InlineData("windows-1257", true)]
    [InlineData("windows-1252", true)]
    public async Task Estonian_letters_are_read_in_every_encoding_that_spreadsheets_write(string encoding, bool isGuess)
    {
        const string File = "address;nimi\na@example.net;Õie Šmidt-Žukov, Räpina\n";
        var page = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);

        var list = await OpenAsync([.. page.GetPreamble(), .. page.GetBytes(File)]);

        Assert.Equal("Õie Šmidt-Žukov, Räpina", Assert.Single(await ToListAsync(list)).Cells[1]);
        Assert.Equal(isGuess ? 1 : 0, list.Notices.Count);
        Assert.All(list.Notices, notice => Assert.Contains(encoding, notice.En, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_letter_cut_between_two_pieces_of_the_file_does_not_make_it_another_encoding()
    {
        var file = "address;note\n" + string.Concat(Enumerable.Range(0, 40_000).Select(i => $"a{i}@example.net;õ{new string('x', i % 7)}\n"));

        Assert.Empty((await OpenAsync(Encoding.UTF8.GetBytes(file))).Notices);
    }

    [Fact]
    public async Task Rows_are_numbered_as_a_spreadsheet_does()
    {
        var rows = await RowsAsync("address;note\na@example.net;\"one\ntwo\"\n\n;\nb@example.net;x\n");

        Assert.Equal([(2L, "one\ntwo"), (5L, "x")], rows.Select(row => (row.Number, row.Cells[1])));
    }

    [Fact]
    public async Task A_row_with_the_wrong_number_of_cells_is_a_fault_and_the_rest_goes_on()
    {
        var rows = await RowsAsync("address;name\na@example.net\nb@example.net;B;more\nc@example.net;C;;\nd@example.net;D\n");

        Assert.Equal([(2L, "row-cells"), (3L, "row-cells"), (4L, null), (5L, null)], rows.Select(row => (row.Number, row.Fault?.Code)));
        Assert.Equal("The row has 1 cells, the header has 2; fill the row up.", rows[0].Fault?.Text.En);
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_is_told_and_takes_no_rows_along_silently()
    {
        var rows = await RowsAsync("address;name\na@example.net;A\nb@example.net;\"B\nc@example.net;C\nd@example.net;D\n");

        Assert.Equal([null, "row-not-closed"], rows.Select(row => row.Fault?.Code));
        Assert.Contains("a quote is probably not closed", rows[1].Fault?.Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quote_that_swallows_a_large_file_ends_the_reading_with_a_fault()
    {
        var file = "address;name\nb@example.net;\"B\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"a{i}@example.net;name of {i}\n"));

        var rows = await RowsAsync(file);

        Assert.Equal((2L, "row-never-ends"), (Assert.Single(rows).Number, rows[0].Fault?.Code));
    }

    [Theory]
    [InlineData("address;name\na@example.net;A\u0007\n")]
    [InlineData("address;name\na@example.net;\u001b[31m\n")]
    public async Task Control_characters_are_a_fault_of_their_row(string file)
    {
        Assert.Equal("row-unreadable", Assert.Single(await RowsAsync(file)).Fault?.Code);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("nimi;summa\nMari;5\n", "names no column for the address. It was parted by \";\" into \"nimi\", \"summa\"")]
    [InlineData("address;nimi;NIMI\na@example.net;x;y\n", "more than one column \"nimi\"")]
    [InlineData("PK\u0003\u0004workbook", "Excel workbook")]
    [InlineData("address;name\n\0\0\0", "no text")]
    public async Task What_is_no_list_of_recipients_is_refused_as_a_whole(string file, string words)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(file));

        var reading = await RecipientFile.OpenAsync(stream, CancellationToken.None);

        Assert.Null(reading.List);
        Assert.Contains(words, Assert.Single(reading.Faults).En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Kliendi nimi", "kliendi_nimi")]
    [InlineData("  Tähtaeg ", "tahtaeg")]
    [InlineData("Summa (EUR)", "summa_eur")]
    [InlineData("2. rida", "column_2_rida")]
    [InlineData("E-post", "e_post")]
    public void Headers_have_a_name_that_templates_can_write(string header, string name)
    {
        Assert.Equal(name, RecipientColumns.NameOf(header));
    }

    [Fact]
    public void Columns_are_known_by_their_names_in_both_languages()
    {
        var columns = new RecipientColumns(["Arve", "Manus", "Kliendi kood", "Nimi", "E-post"]);

        Assert.Equal((4, 3, 2, 0, 1), (columns.Address, columns.Name, columns.Customer, columns.Document, columns.Attachment));
    }

    [Fact]
    public async Task A_hundred_thousand_rows_are_read_one_by_one()
    {
        await using var file = new RepeatedRows("address;name\n", "someone@example.net;Someone with a name\n", 100_000);
        var reading = await RecipientFile.OpenAsync(file, CancellationToken.None);
        var held = new List<WeakReference>();
        var most = 0;

        await foreach (var row in reading.List?.Rows ?? throw new InvalidOperationException("no list"))
        {
            held.Add(new WeakReference(row));
            if (row.Number % 25_000 == 0)
            {
                GC.Collect();
                most = Math.Max(most, held.Count(one => one.IsAlive));
            }
        }

        Assert.Equal(100_000, held.Count);
        Assert.InRange(most, 1, 100);
    }

    private static async Task<IReadOnlyList<RecipientRow>> RowsAsync(string file) => await ToListAsync(await OpenAsync(Encoding.UTF8.GetBytes(file)));

    private static async Task<RecipientList> OpenAsync(byte[] file)
    {
        var reading = await RecipientFile.OpenAsync(new MemoryStream(file), CancellationToken.None);
        Assert.Empty(reading.Faults.Select(fault => fault.En));
        return Assert.IsType<RecipientList>(reading.List);
    }

    private static async Task<IReadOnlyList<RecipientRow>> ToListAsync(RecipientList list) => await list.Rows.ToListAsync();
}
