namespace Rollouts.Domain.Freezes;

/// <summary>
/// The freezes that were declared for an environment, and the rollouts that may go on in spite of one, be it declared
/// or written in a file.
/// </summary>
public sealed record FreezeState
{
    /// <summary>The limit bounds the cost of a decision, each of which examines all freezes.</summary>
    public const int MostFreezes = 100;

    /// <summary>The oldest is forgotten: its rollout has ended long ago.</summary>
    private const int MostPasses = 200;

    public required EnvironmentName Environment { get; init; }

    public ValueList<DeclaredFreeze> Freezes { get; init; } = [];

    public ValueList<FreezePass> Passes { get; init; } = [];

    public IEnumerable<FreezeName> InForce(Instant now) =>
        Freezes.Where(freeze => freeze.IsInForce(now)).Select(freeze => freeze.Name);

    public bool LetsPass(RolloutId rollout, FreezeName freeze) => Passes.Contains(new FreezePass(freeze, rollout));

    /// <summary>The declared freeze of a name; the last one, if an earlier one of the name is over.</summary>
    public DeclaredFreeze Named(FreezeName name) => Freezes.Last(freeze => freeze.Name == name);

    public FreezeDecision Declare(DeclaredFreeze freeze, Instant now) =>
        freeze.IsOver(now) || freeze.Until <= freeze.From
            ? Refused("freeze.never-in-force", "it would end before it begins, or has ended already")
        : Freezes.Any(other => other.Name == freeze.Name && !other.IsOver(now))
            ? Refused("freeze.name-taken", $"there is a freeze '{freeze.Name}'; lift it, or choose another name")
        : Freezes.Count(other => !other.IsOver(now)) >= MostFreezes
            ? Refused("freeze.too-many", $"there are {MostFreezes} freezes; lift some")
        : new FreezeDecision.Accepted(new FreezeEvent.Declared(freeze));

    public FreezeDecision Lift(FreezeName name, Instant now) =>
        Freezes.Any(freeze => freeze.Name == name && !freeze.IsOver(now))
            ? new FreezeDecision.Accepted(new FreezeEvent.Lifted(name))
            : Unknown($"no freeze '{name}' is declared, or it is over; change the freezes of a file in the file");

    /// <param name="isKnown">Whether there is such a freeze, here or in a file.</param>
    public FreezeDecision Pass(FreezeName name, RolloutId rollout, bool isKnown) =>
        !isKnown ? Unknown($"there is no freeze '{name}'")
        : LetsPass(rollout, name) ? Refused("freeze.passed-already", "this rollout may pass it already")
        : new FreezeDecision.Accepted(new FreezeEvent.Passed(name, rollout));

    public FreezeState Evolve(FreezeEvent happened, Instant at) =>
        happened switch
        {
            FreezeEvent.Declared declared => this with
            {
                Freezes = Freezes.Where(freeze => !freeze.IsOver(at)).Append(declared.Freeze).ToValueList(),
            },
            FreezeEvent.Lifted lifted => this with
            {
                Freezes = Freezes.Where(freeze => freeze.Name != lifted.Name).ToValueList(),
            },
            FreezeEvent.Passed passed => this with
            {
                Passes = Passes.Append(new FreezePass(passed.Name, passed.By)).TakeLast(MostPasses).ToValueList(),
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static FreezeDecision.Refused Unknown(string message) =>
        new("freeze.unknown", message, RefusalKind.NotFound);

    private static FreezeDecision.Refused Refused(string code, string message) => new(code, message);
}
