using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Engine.Connections;

/// <summary>The result of a request to change a part of the installation.</summary>
public abstract record PartChange
{
    private PartChange() { }

    /// <param name="IsNew">Whether the part did not exist before.</param>
    public sealed record Kept(int Revision, bool IsNew) : PartChange;

    /// <summary>The change is based on an old revision. The newest is 0 if the part does not exist.</summary>
    public sealed record Stale(int Newest) : PartChange;

    /// <summary>The text of the part cannot be parsed.</summary>
    public sealed record Unreadable(ValueList<PlanProblem> Problems) : PartChange;

    /// <summary>There is no such part to remove.</summary>
    public sealed record Unknown : PartChange;

    public sealed record Refused(Refusal Why) : PartChange
    {
        public Refused(string code, string message)
            : this(new Refusal(code, message)) { }
    }

    /// <summary>The part changed at each attempt between reading and writing. Nothing was written.</summary>
    public sealed record Conflict : PartChange;
}
