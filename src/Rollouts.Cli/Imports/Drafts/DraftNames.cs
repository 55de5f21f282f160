using Rollouts.Domain.Names;

namespace Rollouts.Cli.Imports.Drafts;

/// <summary>Converts names of a manifest to valid names of a plan.</summary>
internal static class DraftNames
{
    /// <summary>Replaces other characters by dashes. An empty name becomes the given default.</summary>
    public static string Of(string? text, string otherwise)
    {
        var plain = new string([
            .. (text ?? "").Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-'),
        ]).Trim('-', '.', '_');
        if (plain.Length > Name.Longest)
        {
            plain = plain[..Name.Longest];
        }

        return Name.IsValid(plain) ? plain : otherwise;
    }

    /// <summary>A name that no earlier check has.</summary>
    public static string Unique(string? text, string otherwise, IEnumerable<string> taken)
    {
        var (name, others) = (Of(text, otherwise), taken.ToHashSet(StringComparer.Ordinal));
        return Enumerable
            .Range(1, int.MaxValue - 1)
            .Select(number => number == 1 ? name : $"{name}-{number}")
            .First(candidate => !others.Contains(candidate));
    }
}
