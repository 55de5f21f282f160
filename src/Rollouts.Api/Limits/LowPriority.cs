using System.Runtime.InteropServices;

namespace Rollouts.Api.Limits;

/// <summary>
/// Runs work that nothing waits for but its caller on a thread of its own, which gets what the others leave: the worker in
/// the same process drives rollouts.
/// </summary>
internal static class LowPriority
{
    private const int Lowest = 19;

    /// <summary>On Linux it is the calling thread whose priority this sets, for the process and the id 0.</summary>
    private static readonly SetPriority? OfThread = Find();

    private delegate int SetPriority(int which, uint who, int priority);

    public static Task<T> RunAsync<T>(string name, Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Run(work, done))
        {
            Name = name,
            IsBackground = true,
            Priority = ThreadPriority.Lowest,
        };
        thread.Start();
        return done.Task;
    }

    private static void Run<T>(Func<T> work, TaskCompletionSource<T> done)
    {
        OfThread?.Invoke(0, 0, Lowest);
        try
        {
            done.SetResult(work());
        }
        catch (OperationCanceledException cancelled)
        {
            done.SetCanceled(cancelled.CancellationToken);
        }
        // The task carries it to its caller: an exception that leaves a thread ends the process.
        catch (Exception failed)
        {
            done.SetException(failed);
        }
    }

    // .NET does not set the priority of a thread on Linux.
    private static SetPriority? Find() =>
        OperatingSystem.IsLinux()
        && NativeLibrary.TryLoad("libc.so.6", out var library)
        && NativeLibrary.TryGetExport(library, "setpriority", out var found)
            ? Marshal.GetDelegateForFunctionPointer<SetPriority>(found)
            : null;
}
