using Rollouts.Api.Requests;
using Rollouts.Api.Tokens;
using Rollouts.Domain.Access;

namespace Rollouts.Api.SignIn;

/// <summary>Reads who somebody is out of what a provider says. The claims have been checked by now.</summary>
internal static class PersonReader
{
    private const int LongestSubject = 255;

    private const int LongestName = 200;

    private const int LongestGroup = 256;

    /// <summary>
    /// As many as the largest providers write into a token; more would be recorded with each approval.
    /// </summary>
    private const int MostGroups = 200;

    /// <summary>Whether it is worth asking the provider for more than its token says.</summary>
    public static bool NeedsMore(Claims claims, string? nameClaim, string groupsClaim) =>
        !claims.Has(groupsClaim) || NameIn(claims, nameClaim) is null;

    /// <summary>Null, and why, for whom nobody can be told apart by.</summary>
    /// <param name="more">What else the provider says of the same subject; null for nothing.</param>
    public static Person? Read(
        string issuer,
        Claims claims,
        Claims? more,
        string? nameClaim,
        string groupsClaim,
        out string why
    )
    {
        var subject = claims.Text("sub");
        if (subject is not { Length: > 0 and <= LongestSubject } || !IsLine(subject))
        {
            why = "its subject cannot be written down";
            return null;
        }

        var name = NameIn(claims, nameClaim) ?? (more is null ? null : NameIn(more, nameClaim));
        if (name is null && nameClaim is null)
        {
            name = subject;
        }

        if (name is not { Length: > 0 and <= LongestName } || !IsLine(name))
        {
            why = "the claim that names its holder is missing, or cannot be written down";
            return null;
        }

        if (ReservedNames.Include(name))
        {
            why = "its holder has a name that the log uses for somebody else";
            return null;
        }

        var groups = claims.Texts(groupsClaim) ?? more?.Texts(groupsClaim) ?? [];
        if (groups.Count > MostGroups || groups.Any(group => group.Length > LongestGroup || !IsLine(group)))
        {
            why = $"its holder is in more than {MostGroups} groups, or in one that cannot be written down";
            return null;
        }

        why = "";
        return new Person(issuer, subject, name, groups.Distinct(StringComparer.Ordinal).ToValueList());
    }

    // An address that nobody has verified is whatever its holder typed. Capitals in one mean nothing, and must not
    // make two people of one.
    private static string? NameIn(Claims claims, string? nameClaim) =>
        nameClaim is not (null or "email") ? claims.Text(nameClaim)
        : claims.IsTrue("email_verified") ? claims.Text("email")?.ToLowerInvariant()
        : null;

    private static bool IsLine(string text) => Words.ArePlain(text) && !text.Any(char.IsControl);
}
