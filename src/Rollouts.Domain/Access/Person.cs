namespace Rollouts.Domain.Access;

/// <summary>A person who signed in, as the identity provider describes them.</summary>
/// <param name="Provider">The identity provider; null for the owner of the machine, who signs in without one.</param>
/// <param name="Subject">
/// The identifier that the provider never changes for a person and never assigns to another person.
/// </param>
/// <param name="Name">
/// The person's name in the log. Rules that assign roles may list people by this name.
/// </param>
/// <param name="Groups">The groups as the provider writes them. Each request maps them to roles anew.</param>
public sealed record Person(string? Provider, string Subject, string Name, ValueList<string> Groups)
{
    public static Person Owner { get; } = new(Provider: null, "administrator", "administrator", []);
}
