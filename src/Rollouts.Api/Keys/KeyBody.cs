using Rollouts.Domain.Access;

namespace Rollouts.Api.Keys;

/// <summary>A key to create.</summary>
/// <param name="Name">The name of its holder in the log.</param>
/// <param name="Services">The services of the key: names in which <c>*</c> stands for any part; all if missing.</param>
/// <param name="Groups">The groups for which its holder approves.</param>
/// <param name="Until">When the key expires, as in <c>2027-01-31T00:00:00Z</c>.</param>
internal sealed record KeyBody(
    string Name,
    ValueList<Role> Roles,
    string Reason,
    ValueList<string>? Services = null,
    ValueList<string>? Environments = null,
    ValueList<string>? Groups = null,
    DateTimeOffset? Until = null
);
