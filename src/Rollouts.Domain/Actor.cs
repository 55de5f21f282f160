namespace Rollouts.Domain;

/// <summary>
/// The caller of a command or the source of an event. Permissions are checked before a command gets here.
/// </summary>
/// <param name="Id">Identifies the actor. Comparisons use it and nothing else.</param>
/// <param name="Name">For display only.</param>
/// <param name="Groups">The groups of a person, as the identity provider stated them at sign-in.</param>
public sealed record Actor(ActorKind Kind, ActorId Id, string Name, ValueList<GroupName> Groups, bool IsAdministrator)
{
    /// <summary>The engine itself: deadlines, verdicts and observations.</summary>
    public static Actor Machine { get; } =
        new(ActorKind.Machine, ActorId.Engine, "rollouts", [], IsAdministrator: false);

    /// <summary>A user of the operating system, whose name is the identity there.</summary>
    public static Actor Person(string user, params ValueList<GroupName> groups) =>
        new(ActorKind.Person, ActorId.OfLocalUser(user), user, groups, IsAdministrator: false);

    public override string ToString() => Name;
}
