using System.Text;

namespace Rollouts.Cli.Rollouts;

/// <summary>The result of a rollout, for the pages of CI systems.</summary>
internal static class MarkdownSummary
{
    public static string Of(RolloutShape rollout)
    {
        var text = new StringBuilder();
        text.Append("## ").Append(Cell(rollout.Named)).Append(": ").Append(rollout.Status).Append("\n\n");
        text.Append("Rollout `").Append(rollout.Id).Append("`, ").Append(Cell(rollout.Summary)).Append("\n\n");
        text.Append("| target | candidate | share |\n|---|---|---|\n");
        foreach (var target in rollout.Targets)
        {
            text.Append("| ").Append(Cell(target.Name)).Append(" | ").Append(Cell(target.Candidate));
            text.Append(" | ").Append(target.Observed ?? "not read").Append(" |\n");
        }

        text.Append("\n| check | target | verdict | because |\n|---|---|---|---|\n");
        foreach (var check in rollout.Checks)
        {
            text.Append("| ").Append(Cell(check.Name)).Append(" | ").Append(Cell(check.Target ?? "all"));
            text.Append(" | ").Append(check.Outcome).Append(" | ").Append(Cell(check.Sentence ?? "")).Append(" |\n");
        }

        return text.Append('\n').ToString();
    }

    /// <summary>A workflow command of GitHub Actions; null if the rollout has no problem.</summary>
    public static string? Annotation(RolloutShape rollout)
    {
        if (rollout.HasSucceeded)
        {
            return null;
        }

        var bad = rollout.Checks.Where(check => check.Outcome is not "Healthy").Select(Say);
        var level = rollout.HasEnded ? "error" : "warning";
        var text = string.Join("\n", [$"{rollout.Named} is {rollout.Status}: {rollout.Summary}", .. bad]);
        return $"::{level} title=Rollout {Property(rollout.Status)}::{Data(text)}";
    }

    private static string Say(CheckShape check) => $"check {check.Name}: {check.Outcome} {check.Sentence}".TrimEnd();

    // A sentence may hold characters that end a cell or begin a tag.
    private static string Cell(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace("\r", "", StringComparison.Ordinal)
            .Replace("\n", " ", StringComparison.Ordinal);

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
