using System.Xml.Linq;

namespace Rollouts.Release;

/// <summary>One package whose files are part of a published program.</summary>
/// <param name="Folder">The unpacked package.</param>
internal sealed record ShippedPackage(string Name, string Version, string Folder)
{
    private const string Lesser = "LGPL-3.0-or-later";

    private static readonly EnumerationOptions AnyCase = new() { MatchCasing = MatchCasing.CaseInsensitive };

    /// <summary>
    /// The licences of packages that name an address or a file alone, as they were when the version was released. The
    /// address may show the licence of a later version. A file may offer several licences, of which this one is taken.
    /// </summary>
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["MediatR 5.1.0"] = "Apache-2.0",
        ["Hangfire.AspNetCore 1.8.25"] = Lesser,
        ["Hangfire.Core 1.8.25"] = Lesser,
        ["Hangfire.InMemory 1.0.0"] = Lesser,
        ["Hangfire.NetCore 1.8.25"] = Lesser,
        ["Hangfire.PostgreSql 1.21.1"] = Lesser,
    };

    private readonly XElement _metadata = Metadata(Name, Folder);

    /// <summary>The SPDX expression of the licence; null if the package names a file or an address instead.</summary>
    public string? Expression =>
        Element("license") is { } licence && IsExpression(licence)
            ? licence.Value
            : Known.GetValueOrDefault($"{Name} {Version}");

    /// <summary>The licence in words: the expression, else the file, else the address.</summary>
    public string Licence => Expression ?? Element("license")?.Value ?? Text("licenseUrl") ?? "not stated";

    public string? Copyright => Text("copyright");

    public string? Project => Text("projectUrl") ?? Element("repository")?.Attribute("url")?.Value;

    /// <summary>The licences and notices that the package carries.</summary>
    public IEnumerable<string> OwnTexts =>
        Directory
            .EnumerateDirectories(Folder, "LICENSE", AnyCase)
            .Append(Folder)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", AnyCase))
            .Where(file => IsLicence(file) || IsNotice(file))
            .Order(StringComparer.Ordinal);

    /// <summary>Whether the licence itself is among <see cref="OwnTexts"/>.</summary>
    public bool HasOwnLicence => OwnTexts.Any(IsLicence);

    // Hangfire also carries the texts of the licences that it sells.
    private static bool IsLicence(string file) =>
        Path.GetFileName(file).Contains("licen", StringComparison.OrdinalIgnoreCase)
        && !Path.GetFileName(file).StartsWith("LICENSE_", StringComparison.Ordinal);

    private static bool IsNotice(string file) =>
        Path.GetFileName(file).Contains("notice", StringComparison.OrdinalIgnoreCase)
        || Path.GetFileName(file).StartsWith("COPYING", StringComparison.Ordinal);

    private static bool IsExpression(XElement licence) => licence.Attribute("type")?.Value == "expression";

    private XElement? Element(string name) => _metadata.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    private string? Text(string name) => Element(name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    private static XElement Metadata(string name, string folder) =>
        XDocument
            .Load(Directory.EnumerateFiles(folder, $"{name}.nuspec", AnyCase).Single())
            .Root!.Elements()
            .Single(element => element.Name.LocalName == "metadata");
}
