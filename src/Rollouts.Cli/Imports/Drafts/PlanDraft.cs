namespace Rollouts.Cli.Imports.Drafts;

/// <summary>A plan during its conversion from manifests. Comments name the source of each default.</summary>
internal sealed class PlanDraft
{
    public required string Service { get; init; }

    public required string Environment { get; init; }

    public string? Owner { get; set; }

    /// <summary>The origin, for the first lines of the file.</summary>
    public required string From { get; init; }

    public string Route { get; set; } = "";

    public string? RouteComment { get; set; }

    public string Backends { get; set; } = "";

    public string? BackendsComment { get; set; }

    public List<CheckDraft> Checks { get; } = [];

    /// <summary>The steps of a canary, unless <see cref="BlueGreen"/> has parts.</summary>
    public List<DraftLine> Steps { get; } = [];

    /// <summary>The parts of a blue/green; null for a canary.</summary>
    public List<DraftLine>? BlueGreen { get; set; }

    /// <summary>Whole top-level lines: limits, hooks, rollBackOn, tell, score.</summary>
    public List<DraftLine> Others { get; } = [];

    /// <summary>The highest weight that a shift of this draft reaches.</summary>
    public decimal Reached { get; private set; }

    public void Step(string yaml, string? comment = null) => Steps.Add(new DraftLine(yaml, comment));

    /// <summary>
    /// Adds a shift. Returns false if its weight is not above the previous one, which a plan requires.
    /// </summary>
    public bool Shift(decimal weight, string? comment = null)
    {
        if (weight <= Reached)
        {
            return false;
        }

        Reached = weight;
        Step($"shift: {weight.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)}%", comment);
        return true;
    }
}

/// <summary>A line of YAML and its comment.</summary>
internal sealed record DraftLine(string Yaml, string? Comment = null);

/// <summary>A check of a draft: its lines, without the dash.</summary>
internal sealed record CheckDraft(string Name, IReadOnlyList<DraftLine> Lines)
{
    /// <summary>The shortest time in which the check can give its first answer.</summary>
    public TimeSpan NeedsAtLeast { get; init; }
}
