using Rollouts.Integrations.PlanFiles;

namespace Rollouts.Worker.Installations;

/// <summary>What became of a wish to change a part of the installation.</summary>
public abstract record PartChange
{
    private PartChange() { }

    /// <param name="IsNew">Whether nothing stood under its name before.</param>
    public sealed record Kept(int Revision, bool IsNew) : PartChange;

    /// <summary>It was made from another revision than the newest; 0 where it is not there.</summary>
    public sealed record Stale(int Newest) : PartChange;

    /// <summary>What was written cannot be read.</summary>
    public sealed record Unreadable(ValueList<PlanProblem> Problems) : PartChange;

    /// <summary>There is nothing to remove.</summary>
    public sealed record Unknown : PartChange;

    public sealed record Refused(Refusal Why) : PartChange
    {
        public Refused(string code, string message)
            : this(new Refusal(code, message)) { }
    }

    /// <summary>The part changed at each attempt between reading and writing. Nothing was written.</summary>
    public sealed record Conflict : PartChange;
}
