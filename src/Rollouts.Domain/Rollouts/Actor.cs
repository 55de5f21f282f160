namespace Rollouts.Domain.Rollouts;

/// <summary>Who wants something. What a person may do besides is decided before a command gets here.</summary>
/// <param name="Groups">The groups a person is in, as the sign-in said at that moment.</param>
public sealed record Actor(ActorKind Kind, string Name, ValueList<GroupName> Groups, bool IsAdministrator)
{
    /// <summary>The machine itself: deadlines, verdicts and what it saw.</summary>
    public static Actor Machine { get; } = new(ActorKind.Machine, "rollouts", [], IsAdministrator: false);

    public static Actor Person(string name, params ValueList<GroupName> groups) =>
        new(ActorKind.Person, name, groups, IsAdministrator: false);

    public override string ToString() => Name;
}
