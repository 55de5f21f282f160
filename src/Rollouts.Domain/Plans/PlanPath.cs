namespace Rollouts.Domain.Plans;

/// <summary>A place in a plan, as its author would write it: <c>strategy.canary.steps[2].verify</c>.</summary>
public readonly record struct PlanPath(string Text)
{
    public static PlanPath Root { get; } = new("");

    public PlanPath Key(string name) => new(string.IsNullOrEmpty(Text) ? name : Text + "." + name);

    public PlanPath Item(int index) => new($"{Text}[{index}]");

    public override string ToString() => string.IsNullOrEmpty(Text) ? "(the file)" : Text;
}
