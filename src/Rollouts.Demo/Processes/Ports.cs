using System.Net;
using System.Net.Sockets;

namespace Rollouts.Demo.Processes;

/// <summary>Ports of the loopback that nobody listens on.</summary>
internal static class Ports
{
    /// <summary>So many different ones, all held until the last is known.</summary>
    public static int[] Free(int count)
    {
        var doors = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            doors.ForEach(door => door.Start());
            return [.. doors.Select(door => ((IPEndPoint)door.LocalEndpoint).Port)];
        }
        finally
        {
            doors.ForEach(door => door.Dispose());
        }
    }
}
