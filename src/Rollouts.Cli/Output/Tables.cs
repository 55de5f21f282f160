using Spectre.Console;

namespace Rollouts.Cli.Output;

/// <summary>Tables without lines, so that grep and cut can process them.</summary>
internal static class Tables
{
    /// <summary>Prints rows below headings, or a sentence if there are none.</summary>
    public static void Print(IAnsiConsole console, string none, string[] headings, IEnumerable<string?[]> rows)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var heading in headings)
        {
            table.AddColumn(
                new TableColumn(new Text(heading.ToUpperInvariant(), new Style(decoration: Decoration.Bold)))
                {
                    Padding = new Padding(0, 0, 2, 0),
                    NoWrap = heading is "id" or "version" or "status",
                }
            );
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell ?? "-")));
        }

        if (table.Rows.Count == 0)
        {
            console.WriteLine(none);
            return;
        }

        console.Write(table);
    }

    /// <summary>Prints names and values, one pair a line. Values that are null are left out.</summary>
    public static void Facts(IAnsiConsole console, params (string Name, string? Value)[] facts)
    {
        var width = facts.Max(fact => fact.Name.Length);
        foreach (var (name, value) in facts.Where(fact => fact.Value is not null))
        {
            console.Write(new Text(name.PadRight(width + 2), new Style(decoration: Decoration.Dim)));
            console.WriteLine(value!);
        }
    }
}
