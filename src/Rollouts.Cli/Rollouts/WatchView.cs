using Spectre.Console;
using Spectre.Console.Rendering;

namespace Rollouts.Cli.Rollouts;

/// <summary>Draws a rollout on a terminal.</summary>
internal static class WatchView
{
    public static IRenderable Of(RolloutShape rollout, WeightHistory history)
    {
        var targets = new Table { Border = TableBorder.Rounded };
        targets.AddColumns("target", "candidate", "traffic", "wanted", "shown");
        foreach (var target in rollout.Targets)
        {
            targets.AddRow(
                new Text(target.Name),
                new Text(target.Candidate),
                new Text(history.Staircase(target.Name), new Style(Color.Blue)),
                new Text(target.Desired),
                new Text(target.Failure ?? target.Observed ?? "not read yet", StyleOf(target.Failure is null))
            );
        }

        var checks = new Table { Border = TableBorder.Rounded };
        checks.AddColumns("check", "target", "verdict", "because");
        foreach (var check in rollout.Checks)
        {
            checks.AddRow(
                new Text(check.Name),
                new Text(check.Target ?? "all"),
                new Text(check.Outcome, StyleOf(check.Outcome)),
                new Text(check.Sentence ?? "")
            );
        }

        return new Rows([
            new Text($"{rollout.Named}  {rollout.Status}", new Style(decoration: Decoration.Bold)),
            new Text(rollout.Summary),
            .. rollout.Blockers.Select(blocker => new Text($"blocked by: {blocker}", new Style(Color.Yellow))),
            .. rollout.Deadline is { } deadline ? [new Text($"next deadline {deadline}")] : Array.Empty<Text>(),
            targets,
            checks,
        ]);
    }

    private static Style StyleOf(bool isWell) => new(isWell ? Color.Default : Color.Red);

    private static Style StyleOf(string outcome) =>
        new(
            outcome switch
            {
                "Healthy" => Color.Green,
                "Breach" or "Misrouted" => Color.Red,
                _ => Color.Yellow,
            }
        );
}
