namespace Rollouts.Domain;

/// <summary>
/// Identifies an actor: the issuer that vouches for the actor, and the subject under which the issuer knows the actor.
/// All comparisons of actors use it. Names and addresses change and are free to choose; a subject is neither.
/// </summary>
/// <param name="Issuer">
/// The URL of an identity provider, or one of the words below. A URL has a scheme, so the two never collide.
/// </param>
public sealed record ActorId(string Issuer, string Subject)
{
    private const string LocalUser = "local";

    /// <summary>The engine itself.</summary>
    public static ActorId Engine { get; } = new("engine", "rollouts");

    /// <summary>
    /// The owner of the installation: the administrator's key and each one-time link count as one person.
    /// </summary>
    public static ActorId Owner { get; } = new("installation", "link");

    /// <summary>A caller without a valid credential.</summary>
    public static ActorId Unidentified { get; } = new("unidentified", "stranger");

    public static ActorId Of(KeyId key) => new("key", key.Value);

    /// <summary>A pipeline that administrators have connected.</summary>
    public static ActorId Of(ConnectionName pipeline) => new("connection", pipeline.Value);

    /// <summary>A user of the operating system, which gives each name to one user.</summary>
    public static ActorId OfLocalUser(string name) => new(LocalUser, name);

    /// <summary>Whether the machine of the service vouches for the actor, and no identity provider.</summary>
    public bool IsOfThisMachine => this == Owner || Issuer == LocalUser;

    public override string ToString() => $"{Issuer}#{Subject}";
}
