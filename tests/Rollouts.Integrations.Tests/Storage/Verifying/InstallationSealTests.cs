using System.Runtime.Versioning;
using Rollouts.Storage;

namespace Rollouts.Integrations.Tests.Storage.Verifying;

/// <summary>The key of an installation: made once, read by its owner alone.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class InstallationSealTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FileOf => Path.Combine(_folder.Path, "deep", InstallationSeal.FileName);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_it_seals_is_genuine_after_the_next_start_too()
    {
        string made;
        using (var first = InstallationSeal.Open(FileOf))
        {
            made = first.Seal("heads"u8);
        }

        using var again = InstallationSeal.Open(FileOf);
        Assert.True(again.IsGenuine("heads"u8, made));
        Assert.False(again.IsGenuine("other"u8, made));
        Assert.False(again.IsGenuine("heads"u8, ""));
        Assert.False(again.IsGenuine("heads"u8, "not base64!"));
        Assert.False(again.IsGenuine("heads"u8, "AAAA"));
    }

    [Fact]
    public void What_another_key_seals_is_not_genuine()
    {
        using var ours = InstallationSeal.Open(FileOf);
        using var theirs = InstallationSeal.Open(FileOf + "2");

        Assert.False(ours.IsGenuine("heads"u8, theirs.Seal("heads"u8)));
    }

    [Fact]
    public void Its_file_is_for_its_owner_alone()
    {
        InstallationSeal.Open(FileOf).Dispose();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FileOf));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(FileOf)!));
    }

    [Fact]
    public void A_file_that_is_open_to_everybody_is_refused()
    {
        InstallationSeal.Open(FileOf).Dispose();
        File.SetUnixFileMode(FileOf, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var refused = Assert.Throws<StoreRefusedException>(() => InstallationSeal.Open(FileOf));

        Assert.Contains("chmod o=", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_key_is_refused_and_left()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf)!);
        File.WriteAllText(FileOf, "no key");
        File.SetUnixFileMode(FileOf, UnixFileMode.UserRead);

        Assert.Contains(
            "holds no private key",
            Assert.Throws<StoreRefusedException>(() => InstallationSeal.Open(FileOf)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal("no key", File.ReadAllText(FileOf));
    }

    [Fact]
    public async Task Many_who_start_at_once_share_one_key()
    {
        var seals = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => InstallationSeal.Open(FileOf)))
        );

        var made = seals[0].Seal("heads"u8);
        Assert.All(seals, seal => Assert.True(seal.IsGenuine("heads"u8, made)));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(FileOf)!));
        Array.ForEach(seals, seal => seal.Dispose());
    }
}
