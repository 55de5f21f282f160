using Rollouts.Domain.Rollouts;

namespace Rollouts.Domain.Access;

/// <summary>The logins and e-mail addresses under which repositories and pipelines name one person.</summary>
public sealed record AuthorMapping(ActorId Person, ValueList<string> Logins, ValueList<string> Emails)
{
    /// <summary>An address has an at sign and a login has none, so that neither stands in for the other.</summary>
    public bool Names(string author) =>
        (author.Contains('@', StringComparison.Ordinal) ? Emails : Logins).Contains(
            author,
            StringComparer.OrdinalIgnoreCase
        );
}
