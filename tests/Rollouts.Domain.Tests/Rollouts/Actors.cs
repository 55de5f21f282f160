namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>The people of these tests.</summary>
internal static class Actors
{
    public static readonly GroupName Release = new("release");

    public static readonly Actor Pipeline = new(
        ActorKind.Pipeline,
        ActorId.OfLocalUser("ci"),
        "ci",
        [],
        IsAdministrator: false
    );

    public static readonly Actor Alice = Actor.Person("alice", [Release]);

    public static readonly Actor Bob = Actor.Person("bob", [Release]);

    /// <summary>Wrote what is released, and may approve other people's releases.</summary>
    public static readonly Actor Carol = Actor.Person("carol", [Release]);

    public static readonly Actor Mallory = Actor.Person("mallory", [new GroupName("interns")]);

    public static readonly Actor Root = new(
        ActorKind.Person,
        ActorId.OfLocalUser("root"),
        "root",
        [],
        IsAdministrator: true
    );
}
