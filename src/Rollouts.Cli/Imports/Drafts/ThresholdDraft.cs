using System.Globalization;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Drafts;

/// <summary>A check that compares one number with a limit, with every default of the other tool written out.</summary>
internal sealed class ThresholdDraft
{
    /// <summary>The widest window that the plan language allows.</summary>
    private const int WidestWindow = 999;

    public required string Name { get; init; }

    public string? Source { get; init; }

    /// <summary>The query as YAML: a quoted text, or a map of CloudWatch.</summary>
    public required string Query { get; init; }

    public double? AtLeast { get; init; }

    public double? AtMost { get; init; }

    public required TimeSpan Every { get; init; }

    public string? EveryComment { get; init; }

    public TimeSpan WarmUp { get; init; }

    /// <summary>The number of tolerated bad values.</summary>
    public int Forgiven { get; init; }

    /// <summary>The window in which they are counted; at least one more than are tolerated.</summary>
    public int Window { get; init; } = 1;

    public string? ToleranceComment { get; init; }

    public bool IsDryRun { get; init; }

    /// <summary>The reaction to missing data and to a failing source, as YAML.</summary>
    public required string OnNoData { get; init; }

    public required string OnSourceFailure { get; init; }

    public string? TroubleComment { get; init; }

    public CheckDraft Draft()
    {
        var window = Math.Clamp(Window, Forgiven + 1, WidestWindow);
        List<DraftLine> lines = [new($"name: {Name}")];
        if (Source is { } source)
        {
            lines.Add(new DraftLine($"source: {source}"));
        }

        lines.Add(new DraftLine($"query: {Query}"));
        lines.Add(
            new DraftLine(
                $"judge: {{ threshold: {{ {Limit()}, tolerate: {Forgiven} of {window} }} }}",
                ToleranceComment
            )
        );
        lines.Add(new DraftLine($"every: {SourceDurations.Say(Every)}", EveryComment));
        lines.Add(new DraftLine($"warmUp: {SourceDurations.Say(WarmUp)}"));
        lines.Add(new DraftLine("onBreach: rollBack"));
        lines.Add(new DraftLine($"onNoData: {OnNoData}", OnNoData == "ignore" ? null : TroubleComment));
        lines.Add(new DraftLine($"onSourceFailure: {OnSourceFailure}", TroubleComment));
        if (IsDryRun)
        {
            lines.Add(new DraftLine("dryRun: true"));
        }

        return new CheckDraft(Name, lines) { NeedsAtLeast = WarmUp + Every * (window + 1) };
    }

    private string Limit() =>
        (AtLeast, AtMost) switch
        {
            ({ } low, { } high) => $"between: [{Say(low)}, {Say(high)}]",
            ({ } low, null) => $"atLeast: {Say(low)}",
            (null, { } high) => $"atMost: {Say(high)}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string Say(double number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
