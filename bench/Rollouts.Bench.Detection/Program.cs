using System.Globalization;
using Rollouts.Bench.Detection;

// Prints, as Markdown, how often healthy releases are taken for broken, and how soon and at what cost broken ones are
// found, beside the rules of two peers. The same seeds, so the same tables.
int? asked = args is [.., "--runs", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : null;
int runs = asked ?? 4000;
if (args is ["--shares", ..])
{
    ShareTable.Print(Console.Out, asked ?? 1500, asked ?? 10_000);
    return;
}

Console.WriteLine(
    "Cells: found, mean time until then, failed requests (mean over all). † a peer is surer or cheaper in that row.\n"
);
FalseAlarmTable.Print(Console.Out, runs);
ShippedTable.Print(Console.Out, runs);
EqualTable.Print(Console.Out, runs);
