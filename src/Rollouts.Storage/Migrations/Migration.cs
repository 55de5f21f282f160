using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rollouts.Storage.Migrations;

/// <summary>One step of the database schema. A released step is never changed. A later step corrects it.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>A hash of the text that detects changes. Line endings do not count.</summary>
    public string Checksum =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The migrations of a dialect in order, from the embedded resources.</summary>
    public static IReadOnlyList<Migration> Of(string dialect)
    {
        var prefix = $"migrations/{dialect}/";
        var assembly = typeof(Migration).Assembly;
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
                    var file = Path.GetFileNameWithoutExtension(name[prefix.Length..]);
                    return new Migration(
                        int.Parse(file[..4], CultureInfo.InvariantCulture),
                        file[5..],
                        reader.ReadToEnd()
                    );
                }),
        ];
    }
}
