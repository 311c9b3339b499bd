namespace GradCompile.Benchmarks.Reports;

/// <summary>A table that reads well in a terminal and in a README. Rows come out as they are made; widths are fixed beforehand.</summary>
internal sealed class MarkdownTable
{
    private readonly (string Heading, int Width)[] _columns;

    /// <summary>Writes the heading. The first column is text, the others are numbers.</summary>
    public MarkdownTable(params (string Heading, int Width)[] columns)
    {
        _columns = columns;
        Write([.. columns.Select(column => column.Heading)]);
        Console.WriteLine("|" + string.Join("|", columns.Select((column, i) => i == 0 ? new string('-', column.Width + 2) : new string('-', column.Width + 1) + ":")) + "|");
    }

    public void Write(params string[] cells) =>
        Console.WriteLine("| " + string.Join(" | ", cells.Select((cell, i) => i == 0 ? cell.PadRight(_columns[i].Width) : cell.PadLeft(_columns[i].Width))) + " |");
}
