using System.Text;

namespace Rollouts.Cli.Imports.Drafts;

/// <summary>Writes a draft as a plan file.</summary>
internal static class DraftText
{
    private const int CommentColumn = 60;

    public static string Of(PlanDraft draft)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(draft.From).Append('\n');
        text.Append("# Check it with 'rollouts lint' and 'rollouts explain'; see it move with 'rollouts simulate'.\n");
        Add(text, "", $"service: {draft.Service}");
        Add(text, "", $"environment: {draft.Environment}");
        if (draft.Owner is { } owner)
        {
            Add(text, "", $"owner: {Quoted(owner)}");
        }

        Add(text, "", $"target: {{ route: {draft.Route} }}", draft.RouteComment);
        Add(text, "", $"backends: {draft.Backends}", draft.BackendsComment);
        text.Append("checks:\n");
        foreach (var check in draft.Checks)
        {
            for (var line = 0; line < check.Lines.Count; line++)
            {
                Add(text, line == 0 ? "  - " : "    ", check.Lines[line].Yaml, check.Lines[line].Comment);
            }
        }

        text.Append("strategy:\n");
        if (draft.BlueGreen is { } parts)
        {
            text.Append("  blueGreen:\n");
            foreach (var part in parts)
            {
                Add(text, "    ", part.Yaml, part.Comment);
            }
        }
        else
        {
            text.Append("  canary:\n    steps:\n");
            foreach (var step in draft.Steps)
            {
                Add(text, "      - ", step.Yaml, step.Comment);
            }
        }

        foreach (var other in draft.Others)
        {
            Add(text, "", other.Yaml, other.Comment);
        }

        return text.ToString();
    }

    /// <summary>A text in single quotes. YAML allows all characters there except line ends.</summary>
    public static string Quoted(string text) =>
        $"'{text.Replace("'", "''", StringComparison.Ordinal).ReplaceLineEndings(" ")}'";

    private static void Add(StringBuilder text, string indent, string yaml, string? comment = null)
    {
        var line = indent + yaml;
        text.Append(line);
        if (comment is not null)
        {
            text.Append(' ', Math.Max(1, CommentColumn - line.Length)).Append("# ").Append(comment);
        }

        text.Append('\n');
    }
}
