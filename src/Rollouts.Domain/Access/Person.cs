namespace Rollouts.Domain.Access;

/// <summary>Somebody who signed in, as the provider that vouches for them says.</summary>
/// <param name="Provider">Who vouches; null for whoever owns the machine, for whom nobody has to.</param>
/// <param name="Subject">The one thing about a person that their provider never changes and never gives twice.</param>
/// <param name="Name">What they are called in the log, and told apart by where somebody else has to say yes.</param>
/// <param name="Groups">As the provider writes them; what they are good for is looked up at each request.</param>
public sealed record Person(string? Provider, string Subject, string Name, ValueList<string> Groups)
{
    public static Person Owner { get; } = new(Provider: null, "administrator", "administrator", []);
}
