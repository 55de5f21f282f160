namespace Rollouts.Api.Dashboard.Charts;

/// <summary>The contents of a chart. Geometry is 1000 wide and 100 high; text is placed in percent.</summary>
public sealed record Plot
{
    public required string Title { get; init; }

    /// <summary>The text for screen readers.</summary>
    public required string Label { get; init; }

    public int Height { get; init; } = 120;

    public IReadOnlyList<PlotLine> Lines { get; init; } = [];

    public IReadOnlyList<PlotBand> Bands { get; init; } = [];

    public IReadOnlyList<PlotGap> Gaps { get; init; } = [];

    public IReadOnlyList<PlotSpan> Spans { get; init; } = [];

    public IReadOnlyList<PlotMark> Marks { get; init; } = [];

    public IReadOnlyList<PlotText> Texts { get; init; } = [];

    public IReadOnlyList<AxisTick> Y { get; init; } = [];

    public IReadOnlyList<AxisTick> X { get; init; } = [];

    /// <summary>The position of the present, in percent; null if it is outside the axis.</summary>
    public double? Now { get; init; }

    /// <summary>The position of the decision to roll back, in percent.</summary>
    public double? Decision { get; init; }
}

/// <param name="Series">The name by which the cursor finds its values; null for a line without values.</param>
/// <param name="Points">Pairs of coordinates.</param>
/// <param name="Max">The value at the top.</param>
public sealed record PlotLine(string Class, string Points, string? Series = null, double Max = 1);

public sealed record PlotBand(string Class, string Points);

/// <summary>A time without measurements.</summary>
public sealed record PlotGap(double Left, double Width, string Text);

public sealed record PlotSpan(string Class, double Left, double Width, string Text);

public sealed record PlotMark(double Left, string Icon, string Class, string Text, string At);

public sealed record PlotText(string Class, double Left, double Top, string Bold, string Text = "");

/// <summary>An entry of a legend, with the value that the cursor replaces.</summary>
/// <param name="Holds">Whether a value is valid until the next one, as a weight is.</param>
public sealed record LegendEntry(
    string Class,
    string Name,
    string? Series = null,
    string? Value = null,
    string Unit = "",
    int Digits = 2,
    bool Holds = false
);
