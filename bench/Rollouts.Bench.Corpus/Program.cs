using System.Diagnostics;
using System.Globalization;
using Rollouts.Bench.Corpus.Report;
using Rollouts.Bench.Corpus.Traffic;

// Prints, as Markdown, what the published plan and the rules of peers make of the same healthy and faulty rollouts.
// Seeds are fixed, so the tables are the same in every run. `quick` takes a tenth of the
// rollouts; `minutes` prints the forms of evidence for a source with one count a minute.
const int Usual = 300;
const int Quick = 30;
const int Minutes = 2000;
if (args is ["minutes", ..])
{
    MinuteTable.Print(Console.Out, args is [_, var count] ? int.Parse(count, CultureInfo.InvariantCulture) : Minutes);
    return;
}

int runs = args switch
{
    [] => Usual,
    ["quick"] => Quick,
    ["--runs", var text] => int.Parse(text, CultureInfo.InvariantCulture),
    _ => throw new InvalidOperationException(
        "usage: [quick | minutes [<rollouts>] | --runs <rollouts a faulty class>]"
    ),
};
long began = Stopwatch.GetTimestamp();
var corpus = new Corpus();

// As many healthy rollouts as faulty ones, so that a precision means something.
int faults = Classes.Faulty.Count(scenario => scenario.IsHeadline) * runs;
int healthyRuns = (faults + Classes.Healthy.Count - 1) / Classes.Healthy.Count;
List<ClassResult> results = [];
foreach (Scenario scenario in Classes.Healthy.Concat(Classes.Faulty))
{
    int number = results.Count + 1;
    results.Add(new ClassResult(scenario, corpus.Run(scenario, number, scenario.IsHealthy ? healthyRuns : runs)));
    Console.Error.WriteLine($"{scenario.Name}: {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
}

Console.WriteLine(
    $"{runs} rollouts of each faulty class and {healthyRuns} of each healthy one, {corpus.Minutes:0} minutes each; "
        + "shares with Wilson's interval at 95 %. † a peer finds more, or as many at a lower cost.\n"
);
new Tables(Console.Out, results).Print();
Scenario oneEndpoint = Classes.Faulty.First(scenario => scenario.Fault is Fault.FailsOneEndpoint);
int its = results.FindIndex(result => result.Class == oneEndpoint);
Tally together = new Corpus(byRoute: false).Run(oneEndpoint, its + 1, runs)[0];
Console.WriteLine(
    $"- The same rollouts of \"{oneEndpoint.Name}\", judged without the line `by: route` of the plan: "
        + $"{Tables.Cell(together)}."
);
Console.WriteLine(
    $"\n{corpus.Replayed} journals were stored and judged again; {corpus.Differing} ended with another verdict."
);
