using Rollouts.Domain.Access;

namespace Rollouts.Api.Keys;

/// <summary>A key that is to be handed out.</summary>
/// <param name="Name">What its holder is called in the log.</param>
/// <param name="Services">The services it is good for, names in which <c>*</c> stands for any part; else all.</param>
/// <param name="Groups">The groups its holder approves for.</param>
/// <param name="Until">From when on it opens nothing, as in <c>2027-01-31T00:00:00Z</c>.</param>
internal sealed record KeyBody(
    string Name,
    ValueList<Role> Roles,
    string Reason,
    ValueList<string>? Services = null,
    ValueList<string>? Environments = null,
    ValueList<string>? Groups = null,
    DateTimeOffset? Until = null
);
