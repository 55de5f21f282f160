using System.CommandLine;
using Rollouts.Api.Identity;
using Rollouts.Api.SignIn;
using Rollouts.Hosting;

namespace Rollouts.Api.Hosting;

/// <summary>Creates a link that signs in the owner of the machine once.</summary>
internal static class LinkCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data")
        {
            Description = "The data folder of the service, in which the administrator's key lies.",
            HelpName = "folder",
            DefaultValueFactory = _ => new DirectoryInfo("rollouts-data"),
        };
        var address = new Option<string>("--address")
        {
            Description = "Where your browser reaches the service.",
            HelpName = "url",
            DefaultValueFactory = _ => "http://127.0.0.1:8080",
        };
        var command = new Command(
            "link",
            "Make a link that signs you in as the administrator, once, within 15 minutes, while no provider is set up."
        )
        {
            data,
            address,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                var service = AddressOf(parsed.GetRequiredValue(address));
                var key = AdministratorKey.ReadExisting(parsed.GetRequiredValue(data));
                var code = FirstLink.CodeOf(key, TimeProvider.System.GetUtcNow());
                var link = FirstLink.AddressOf(service, code);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(link);
                return 0;
            }
        );
        return command;
    }

    private static string AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
            ? address.GetLeftPart(UriPartial.Authority)
            : throw new HostRefusedException(
                $"--address: '{text}' is no address of a service, as in http://127.0.0.1:8080"
            );
}
