namespace Rollouts.Domain.Tests.Rollouts.Properties;

/// <summary>One law that holds of every turn of every history; it says what is wrong, or nothing.</summary>
/// <param name="Name">A sentence, as in the list of rules.</param>
internal sealed record Rule(string Name, Func<History, Turn, string?> Broken);
