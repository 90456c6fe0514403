package renewals.stack.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import renewals.stack.docs.Docs;

/** All main sources of all modules, by the full name of each file's class, and what each needs. */
final class Sources {

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.]+);");
  private static final Pattern NOT_CODE =
      Pattern.compile(
          "(?s)/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+'");
  private static final Pattern TYPE = Pattern.compile("\\b[A-Z]\\w*\\b");

  /** Text by full name. */
  private final Map<String, String> texts = new TreeMap<>();

  /** How many files a package has, its package-info included. */
  private final Map<String, Integer> sizes = new TreeMap<>();

  /** Full names of what a file needs, by full name. */
  private final Map<String, Set<String>> needs = new TreeMap<>();

  static Sources read() throws IOException {
    Sources sources = new Sources();
    try (Stream<Path> modules = Files.list(Docs.root())) {
      for (Path module : modules.sorted().toList()) {
        Path main = module.resolve("src/main/java");
        if (Files.isDirectory(main)) {
          sources.addAll(main);
        }
      }
    }
    sources.texts.forEach((name, text) -> sources.needs.put(name, sources.needsOf(name, text)));
    return sources;
  }

  private void addAll(Path main) throws IOException {
    try (Stream<Path> files = Files.walk(main)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String simple = file.getFileName().toString().replace(".java", "");
        String text = Files.readString(file);
        Matcher stated = PACKAGE.matcher(text);
        if (stated.find()) {
          sizes.merge(stated.group(1), 1, Integer::sum);
          if (!simple.equals("package-info")) {
            texts.put(stated.group(1) + "." + simple, text);
          }
        }
      }
    }
  }

  /** How many files each package has in all. */
  Map<String, Integer> sizes() {
    return Map.copyOf(sizes);
  }

  private Set<String> needsOf(String name, String text) {
    Set<String> found = new TreeSet<>();
    String code = NOT_CODE.matcher(text).replaceAll(" ");
    Matcher imports = IMPORT.matcher(code);
    while (imports.find()) {
      String imported = imports.group(1);
      while (imported.contains(".") && !texts.containsKey(imported)) {
        imported = packageOf(imported);
      }
      found.add(imported);
    }
    Matcher types = TYPE.matcher(IMPORT.matcher(code).replaceAll(""));
    while (types.find()) {
      found.add(packageOf(name) + "." + types.group());
    }
    found.retainAll(texts.keySet());
    found.remove(name);
    return found;
  }

  static String packageOf(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(0, dot);
  }

  Map<String, String> texts() {
    return texts;
  }

  /** Groups of files that need each other, smallest names first. */
  List<Set<String>> circlesOfFiles() {
    return circles(needs);
  }

  /** Groups of packages that need each other. */
  List<Set<String>> circlesOfPackages() {
    Map<String, Set<String>> packages = new TreeMap<>();
    needs.forEach(
        (name, all) -> {
          Set<String> of = packages.computeIfAbsent(packageOf(name), unseen -> new TreeSet<>());
          all.stream().map(Sources::packageOf).forEach(of::add);
          of.remove(packageOf(name));
        });
    return circles(packages);
  }

  /** Whether one of them is sealed and all others are its cases. */
  boolean isSealedTypeWithItsCases(Set<String> files) {
    return files.stream().anyMatch(one -> isSealedOver(one, files));
  }

  private boolean isSealedOver(String one, Set<String> files) {
    String simple = one.substring(one.lastIndexOf('.') + 1);
    Pattern sealed = Pattern.compile("\\bsealed (?:class|interface) " + simple + "\\b");
    Pattern is = Pattern.compile("\\b(?:extends|implements) (?:\\w+, )*" + simple + "\\b");
    Function<String, String> text = texts::get;
    return sealed.matcher(text.apply(one)).find()
        && files.stream()
            .filter(other -> !other.equals(one))
            .allMatch(other -> is.matcher(text.apply(other)).find());
  }

  /** What can be reached from each other, by Tarjan. */
  private static List<Set<String>> circles(Map<String, Set<String>> graph) {
    List<Set<String>> circles = new ArrayList<>();
    Map<String, Integer> order = new HashMap<>();
    Map<String, Integer> low = new HashMap<>();
    Deque<String> open = new ArrayDeque<>();
    for (String node : graph.keySet()) {
      if (!order.containsKey(node)) {
        visit(node, graph, order, low, open, circles);
      }
    }
    return circles;
  }

  private static void visit(
      String node,
      Map<String, Set<String>> graph,
      Map<String, Integer> order,
      Map<String, Integer> low,
      Deque<String> open,
      List<Set<String>> circles) {
    order.put(node, order.size());
    low.put(node, order.get(node));
    open.push(node);
    for (String next : graph.getOrDefault(node, Set.of())) {
      if (!order.containsKey(next)) {
        visit(next, graph, order, low, open, circles);
        low.merge(node, low.get(next), Math::min);
      } else if (open.contains(next)) {
        low.merge(node, order.get(next), Math::min);
      }
    }
    if (low.get(node).equals(order.get(node))) {
      Set<String> circle = new TreeSet<>();
      String last;
      do {
        last = open.pop();
        circle.add(last);
      } while (!last.equals(node));
      if (circle.size() > 1) {
        circles.add(circle);
      }
    }
  }
}
