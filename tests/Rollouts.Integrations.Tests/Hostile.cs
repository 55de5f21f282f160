using FsCheck;
using FsCheck.Fluent;

namespace Rollouts.Integrations.Tests;

/// <summary>The worst that a webhook can call a version and still be believed.</summary>
internal static class Hostile
{
    private const string Allowed = "abcXYZ0189._:@/+-";

    public static Gen<string> Values =>
        from length in Gen.Choose(1, 40)
        from letters in Gen.Elements(Allowed.ToCharArray()).ArrayOf(length)
        let value = new string(letters)
        where value.Any(char.IsAsciiLetterOrDigit)
        select value;

    /// <summary>What is refused at birth, so that no place ever has to cope with it.</summary>
    public static TheoryData<string> Refused =>
        [
            "",
            " ",
            ".",
            "..",
            "../..",
            "//",
            "@",
            "v1 v2",
            "v1\n",
            "v1\0",
            "\"",
            "'",
            "`",
            "\\",
            "{version}",
            "}",
            "a;b",
            "a|b",
            "$(reboot)",
            "<script>",
            "%2e%2e",
            "a&b=c",
            "a?b",
            "a#b",
            "*",
            "(",
            ")",
            "[",
            "]",
            "^",
            "\u202e",
            "\ud83d\ude80",
            "\u0456",
            "\u212a",
            new string('a', 129),
        ];
}
