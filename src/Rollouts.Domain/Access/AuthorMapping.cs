namespace Rollouts.Domain.Access;

/// <summary>The logins and e-mail addresses under which repositories and pipelines name one person.</summary>
public sealed record AuthorMapping(ActorId Person, ValueList<string> Logins, ValueList<string> Emails)
{
    /// <summary>
    /// Compares addresses with addresses and logins with logins. An address has an at sign and a login has none.
    /// </summary>
    public bool Names(string author) =>
        (author.Contains('@', StringComparison.Ordinal) ? Emails : Logins).Contains(
            author,
            StringComparer.OrdinalIgnoreCase
        );
}
