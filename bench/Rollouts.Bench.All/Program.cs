using System.Text.RegularExpressions;
using Rollouts.Bench.All;

// Runs all benches, and writes docs/performance.md anew: between '<!-- bench:NAME -->' and '<!-- /bench -->' stands what the
// bench of that name printed, each figure with its spread. Nothing else is to run on the machine meanwhile.
// Usage: [--runs 3] [--only NAME[,NAME...]]
const string page = "docs/performance.md";
var runs = After("--runs") is { } many ? int.Parse(many) : 3;
var only = After("--only")?.Split(',');
var folder = Directory.CreateDirectory("artifacts/bench").FullName;
var text = File.ReadAllText(page);
text = Put(text, "on", Machine.Describe());
foreach (var bench in Bench.All.Where(bench => only?.Contains(bench.Name) ?? true))
{
    var all = await Runs.OfAsync(bench, runs, folder);
    var loads = string.Join("; ", all.Select(run => run.Load));
    text = Put(
        text,
        bench.Name,
        $"`{bench.Command}`, {runs} runs, load average {loads}. The middle run, and the least and the most of them:\n\n"
            + Merge.Of([.. all.Select(run => run.Text)])
    );

    // After each of them, since all of them take hours.
    await File.WriteAllTextAsync(page, text);
}

return 0;

string? After(string option) => Array.IndexOf(args, option) is var at and >= 0 ? args[at + 1] : null;

static string Put(string text, string name, string content)
{
    var part = new Regex(
        $"(?<=<!-- bench:{name} -->\n).*?(?=\n<!-- /bench -->)",
        RegexOptions.Singleline,
        TimeSpan.FromSeconds(1)
    );
    return part.IsMatch(text)
        ? part.Replace(text, _ => content, 1)
        : text.TrimEnd('\n') + $"\n\n<!-- bench:{name} -->\n{content}\n<!-- /bench -->\n";
}
