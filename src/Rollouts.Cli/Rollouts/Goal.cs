using System.CommandLine.Parsing;
using System.Globalization;

namespace Rollouts.Cli.Rollouts;

/// <summary>The state of a rollout for which a command waits.</summary>
/// <param name="Text">The text on the command line, for messages.</param>
/// <param name="IsReachedBy">Whether a rollout has reached it.</param>
internal sealed record Goal(string Text, Func<RolloutShape, bool> IsReachedBy)
{
    public const string Rule = "ended, succeeded, rolled-back, started, paused, approval or weight=<percentage>";

    public static Goal End { get; } = new("ended", rollout => rollout.HasEnded);

    /// <summary>Null with an error if the text is not a goal.</summary>
    public static Goal? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var goal = Read(text);
        if (goal is null)
        {
            result.AddError($"'{text}' is nothing to wait for. Write {Rule}.");
        }

        return goal;
    }

    private static Goal? Read(string text) =>
        text switch
        {
            "ended" => End,
            "succeeded" => new Goal(text, rollout => rollout.HasSucceeded),
            "rolled-back" => new Goal(text, rollout => rollout.IsBack),
            "started" => new Goal(text, rollout => rollout.Status != "Queued"),
            "paused" => new Goal(text, rollout => rollout.Status == "Paused"),
            "approval" => new Goal(
                text,
                rollout => rollout.Summary.Contains(": wait for ", StringComparison.Ordinal) && !rollout.HasEnded
            ),
            ['w', 'e', 'i', 'g', 'h', 't', '=', .. var share] when Share(share) is { } wanted => new Goal(
                text,
                rollout => rollout.Targets.All(target => Share(target.Observed) >= wanted)
            ),
            _ => null,
        };

    private static decimal? Share(string? text) =>
        decimal.TryParse(text?.TrimEnd('%'), NumberStyles.Number, CultureInfo.InvariantCulture, out var share)
            ? share
            : null;
}
