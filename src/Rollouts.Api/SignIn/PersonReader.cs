using Rollouts.Api.Http;
using Rollouts.Api.Tokens;
using Rollouts.Domain.Access;

namespace Rollouts.Api.SignIn;

/// <summary>Reads the identity of a person from the claims of a provider, which are already verified.</summary>
internal static class PersonReader
{
    private const int LongestSubject = 255;

    private const int LongestName = 200;

    private const int LongestGroup = 256;

    /// <summary>
    /// The largest providers write no more groups into a token. All of them are recorded with each approval.
    /// </summary>
    private const int MostGroups = 200;

    /// <summary>Whether the token lacks claims that the provider's user info may have.</summary>
    public static bool NeedsMore(Claims claims, string? nameClaim, string groupsClaim) =>
        !claims.Has(groupsClaim) || NameIn(claims, nameClaim) is null;

    /// <summary>Returns null and the reason if the claims do not identify a person.</summary>
    /// <param name="more">The provider's other claims about the same subject; null for none.</param>
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
            why = "its subject has a name that is reserved in the log";
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

    // An unverified address is only text that its holder entered. The case of an address has no meaning and must not
    // make two people of one.
    private static string? NameIn(Claims claims, string? nameClaim) =>
        nameClaim is not (null or "email") ? claims.Text(nameClaim)
        : claims.IsTrue("email_verified") ? claims.Text("email")?.ToLowerInvariant()
        : null;

    private static bool IsLine(string text) => QueryWords.ArePlain(text) && !text.Any(char.IsControl);
}
