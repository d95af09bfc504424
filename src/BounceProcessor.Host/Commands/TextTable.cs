using System.Text;

namespace BounceProcessor.Host.Commands;

/// <summary>A table for a terminal: columns as wide as their longest cell, numbers to the right. Cells are made safe.</summary>
internal sealed class TextTable
{
    private const string Gap = "  ";

    private readonly (string Head, bool IsNumber)[] _columns;
    private readonly List<string[]> _rows = [];

    /// <param name="columns">The head of each column, and whether it holds numbers.</param>
    public TextTable(params (string Head, bool IsNumber)[] columns)
    {
        _columns = columns;
        _rows.Add([.. columns.Select(column => column.Head)]);
    }

    /// <summary>Adds a row with one cell a column.</summary>
    public void Add(params string[] cells) => _rows.Add([.. cells.Select(TerminalText.Safe)]);

    /// <summary>The lines, the head first.</summary>
    public IEnumerable<string> Lines()
    {
        int[] widths = [.. _columns.Select((_, column) => _rows.Max(row => row[column].Length))];
        return _rows.Select(row => Line(row, widths));
    }

    private string Line(string[] row, int[] widths)
    {
        var line = new StringBuilder();
        for (var column = 0; column < row.Length; column++)
        {
            line.Append(column == 0 ? "" : Gap);
            line.Append(_columns[column].IsNumber ? row[column].PadLeft(widths[column]) : row[column].PadRight(widths[column]));
        }

        return line.ToString().TrimEnd();
    }
}
