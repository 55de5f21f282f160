using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Rollouts.Architecture.Tests;

/// <summary>
/// Domain knows no clock, no I/O and no chance. The compiler bans them too; this looks at what was compiled, so
/// that a pragma cannot hide them.
/// </summary>
public sealed class PurityTests
{
    private static readonly string[] ForbiddenNamespaces =
    [
        "System.IO",
        "System.Net",
        "System.Threading.Tasks",
        "System.Threading",
        "System.Diagnostics.Process",
        "System.Data",
        "Microsoft.Extensions",
        "Microsoft.AspNetCore",
        "System.Security.Cryptography.X509Certificates",
    ];

    private static readonly string[] ForbiddenTypes =
    [
        "System.Random",
        "System.Console",
        "System.DateTime",
        "System.TimeProvider",
        "System.Diagnostics.Stopwatch",
        "System.Security.Cryptography.RandomNumberGenerator",
        "System.AppContext",
    ];

    private static readonly string[] ForbiddenMembers =
    [
        "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow",
        "System.Guid.NewGuid",
        "System.Guid.CreateVersion7",
        "System.TimeZoneInfo.FindSystemTimeZoneById",
        "System.TimeZoneInfo.get_Local",
        "System.TimeZoneInfo.GetSystemTimeZones",
    ];

    [Theory]
    [InlineData("Rollouts.Primitives")]
    [InlineData("Rollouts.Analysis")]
    [InlineData("Rollouts.Domain")]
    public void The_core_uses_no_clock_no_io_and_no_chance(string room)
    {
        using var file = File.OpenRead(Assemblies.Of(room).Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();

        var types = metadata.TypeReferences.Select(handle => NameOf(metadata, handle)).ToList();
        var members = metadata.MemberReferences.Select(handle => NameOf(metadata, handle)).ToList();

        Assert.Contains("System.Object", types);
        Assert.DoesNotContain(
            types,
            type =>
                ForbiddenTypes.Contains(type)
                || ForbiddenNamespaces.Any(space =>
                    type == space || type.StartsWith(space + ".", StringComparison.Ordinal)
                )
        );
        Assert.DoesNotContain(members, ForbiddenMembers.Contains);

        // The compiler itself asks for the thread in an iterator.
        Assert.DoesNotContain(
            members.Except(["System.Environment.get_CurrentManagedThreadId"]),
            member => member.StartsWith("System.Environment.", StringComparison.Ordinal)
        );
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    private static string NameOf(MetadataReader metadata, MemberReferenceHandle handle)
    {
        var member = metadata.GetMemberReference(handle);
        return member.Parent.Kind == HandleKind.TypeReference
            ? $"{NameOf(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}"
            : "";
    }
}
