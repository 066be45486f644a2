using System.Globalization;
using Ctre.Fuzzing;
using SharpFuzz;

switch (args)
{
    case [var name] when Find(name) is { } target:
        string folder = Directory.CreateTempSubdirectory("ctre-fuzz-").FullName;
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using MemoryStream input = new();
            stream.CopyTo(input);
            target.Accepts(input.ToArray(), folder);
        });
        Directory.Delete(folder, recursive: true);
        return 0;
    case ["--sound", var name, var place] when Find(name) is { } target:
        foreach ((int number, byte[] content) in target.Sound().Index())
            File.WriteAllBytes(Path.Combine(place, string.Create(CultureInfo.InvariantCulture, $"sound-{number}")), content);
        return 0;
    default:
        Console.Error.WriteLine("usage: Ctre.Fuzzing TARGET < FILE, or Ctre.Fuzzing --sound TARGET FOLDER; the targets are");
        foreach (Target target in Targets.All) Console.Error.WriteLine(target.Name);
        return 2;
}

static Target? Find(string name) => Targets.All.FirstOrDefault(target => target.Name == name);
